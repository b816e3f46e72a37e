// SPDX-License-Identifier: MIT
// The runner's items one at a time, for a reader who wants no more than that.
#include <algorithm>

#include "daemon/runner/runner.hpp"

namespace aio::runner {

std::vector<std::string> Runner::item_names(ItemKind kind) const {
  switch (kind) {
    case ItemKind::schedule:
      return timetable_.names();
    case ItemKind::server:
      return servers_.names();
    case ItemKind::listener:
      return signals_.names();
    case ItemKind::module:
      break;
  }
  std::vector<std::string> names;
  for (const ModuleInfo& module : modules()) names.push_back(module.name);
  return names;
}

std::optional<runtime::ScheduleSnapshot> Runner::schedule(std::string_view name) const {
  return timetable_.find_snapshot(name);
}

std::optional<runtime::ServerSnapshot> Runner::server(std::string_view name) const {
  return servers_.find_snapshot(name);
}

std::optional<runtime::SignalSnapshot> Runner::listener(std::string_view name) const {
  return signals_.find_snapshot(name);
}

std::optional<ModuleInfo> Runner::module(std::string_view name) const {
  const auto all = modules();
  const auto found = std::ranges::find(all, name, &ModuleInfo::name);
  return found == all.end() ? std::nullopt : std::optional(*found);
}

}  // namespace aio::runner
