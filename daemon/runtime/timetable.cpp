// SPDX-License-Identifier: MIT
#include "daemon/runtime/timetable.hpp"

#include <aio/error.hpp>
#include <aio/log.hpp>

#include <utility>

namespace aio::runtime {

Timetable::Timetable(Loop& loop, Observer& observer, Sections sections)
    : loop_(loop), observer_(observer), sections_(std::move(sections)), runs_(loop) {}

Timetable::~Timetable() = default;

void Timetable::add(plan::ScheduleSpec spec) {
  if (schedules_.contains(spec.name))
    throw Error(Fault::refused, "there is a schedule '" + spec.name + "' already");
  const std::string name = spec.name;
  auto schedule = std::make_shared<Schedule>(loop_, observer_, sections_, runs_);
  schedule->follow(std::move(spec));
  schedules_.emplace(name, std::move(schedule));
}

void Timetable::replace(plan::ScheduleSpec spec) {
  if (const auto found = schedules_.find(spec.name); found != schedules_.end())
    found->second->follow(std::move(spec));
  else
    add(std::move(spec));
}

void Timetable::retire(std::string_view name) noexcept {
  const auto found = schedules_.find(name);
  if (found == schedules_.end()) return;
  found->second->end();
  schedules_.erase(found);
}

void Timetable::trigger(std::string_view name) {
  find(name).trigger();
}

ScheduleSnapshot Timetable::snapshot(std::string_view name) const {
  return find(name).snapshot();
}

std::optional<ScheduleSnapshot> Timetable::find_snapshot(std::string_view name) const {
  const auto found = schedules_.find(name);
  return found == schedules_.end() ? std::nullopt : std::optional(found->second->snapshot());
}

std::vector<std::string> Timetable::names() const {
  std::vector<std::string> names;
  names.reserve(schedules_.size());
  for (const auto& [name, item] : schedules_) names.push_back(name);
  return names;
}

std::vector<ScheduleSnapshot> Timetable::snapshots() const {
  std::vector<ScheduleSnapshot> all;
  all.reserve(schedules_.size());
  for (const auto& [name, schedule] : schedules_) all.push_back(schedule->snapshot());
  return all;
}

task<> Timetable::stop(std::chrono::nanoseconds drain) {
  for (const auto& [name, schedule] : schedules_) schedule->end();
  if (co_await runs_.joined_within(drain)) co_return;
  log::warning("{} runs of schedules are asked to stop, they did not end in time", runs_.size());
  runs_.request_stop();
  co_await runs_.joined();
}

Schedule& Timetable::find(std::string_view name) const {
  const auto found = schedules_.find(name);
  if (found == schedules_.end())
    throw Error(Fault::not_found, "there is no schedule '" + std::string(name) + "'");
  return *found->second;
}

}  // namespace aio::runtime
