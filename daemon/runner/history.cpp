// SPDX-License-Identifier: MIT
// What the runner remembers of its items: their last runs, and their last lines of the log.
#include <aio/error.hpp>

#include "daemon/runner/runner.hpp"

namespace aio::runner {
namespace {

constexpr std::string_view of_a_listener = "signal/";

/// How runs and the log have an item's name.
std::string shown(const ItemName& item) {
  if (item.kind == ItemKind::listener) return std::string(of_a_listener) + item.name;
  return std::string(word(item.kind)) + "/" + item.name;
}

}  // namespace

ItemHistory Runner::history(const std::optional<ItemName>& item) const {
  if (!item) return {{}, log_.last_lines().lines("")};
  if (!has_item(*item))
    throw Error(Fault::not_found,
                "there is no " + std::string(word(item->kind)) + " '" + item->name + "'");
  const std::string name = shown(*item);
  return {last_runs_.runs(name), log_.last_lines().lines(name)};
}

// One that comes again later begins anew.
void Runner::forget_gone_items() {
  const auto gone = [this](std::string_view shown) {
    const std::size_t slash = shown.find('/');
    const std::string name(shown.substr(slash + 1));
    if (shown.starts_with(of_a_listener)) return !has_item({ItemKind::listener, name});
    const bool is_schedule = shown.starts_with(word(ItemKind::schedule));
    return !has_item({is_schedule ? ItemKind::schedule : ItemKind::server, name});
  };
  last_runs_.forget_if(gone);
  log_.last_lines().forget_if(gone);
}

}  // namespace aio::runner
