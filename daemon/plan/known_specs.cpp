// SPDX-License-Identifier: MIT
#include "daemon/plan/known_specs.hpp"

#include <vector>

namespace aio::plan {
namespace {

template <class Spec>
std::unordered_map<std::string_view, const Spec*> by_name(const std::vector<Spec>& specs) {
  std::unordered_map<std::string_view, const Spec*> names;
  names.reserve(specs.size());
  for (const Spec& spec : specs) names.emplace(spec.name, &spec);
  return names;
}

template <class Spec>
bool take_from(const std::unordered_map<std::string_view, const Spec*>& known,
               std::string_view name,
               std::vector<Spec>& to) {
  const auto found = known.find(name);
  if (found == known.end()) return false;
  to.push_back(*found->second);
  return true;
}

}  // namespace

KnownSpecs::KnownSpecs(const Specs& specs, const conf::SectionNames& changed)
    : specs_(specs),
      changed_(changed),
      schedules_(by_name(specs.schedules)),
      servers_(by_name(specs.servers)) {}

// Those of which there may be thousands. The others are read again, and come to the same.
bool KnownSpecs::take(const std::string& section, Specs& to) const {
  constexpr std::string_view schedule = "schedule/";
  constexpr std::string_view server = "server/";
  if (changed_.contains(section)) return false;
  const std::string_view name = section;
  if (name.starts_with(schedule))
    return take_from(schedules_, name.substr(schedule.size()), to.schedules);
  if (name.starts_with(server)) return take_from(servers_, name.substr(server.size()), to.servers);
  return false;
}

}  // namespace aio::plan
