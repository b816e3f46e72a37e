// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedules/timetable.hpp"

#include <aio/error.hpp>
#include <aio/log.hpp>

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <utility>

namespace aio::runtime {
namespace {

[[noreturn]] void not_there(std::string_view name) {
  throw Error(Fault::not_found, "there is no schedule '" + std::string(name) + "'");
}

}  // namespace

Timetable::Timetable(Loop& loop, Observer& observer, Sections sections, std::string machine)
    : setting_(loop, observer, std::move(sections), std::move(machine)) {}

// References that schedules are held by, in the set, are given back.
Timetable::~Timetable() {
  schedules_.clear_and_dispose([](Schedule* schedule) { intrusive_ptr_release(schedule); });
}

void Timetable::add(const plan::ScheduleSpec& spec) {
  const boost::intrusive_ptr schedule(new Schedule(setting_, spec.name));
  if (!schedules_.insert(*schedule).second)
    throw Error(Fault::refused, "there is a schedule '" + spec.name + "' already");
  intrusive_ptr_add_ref(schedule.get());
  schedule->follow(spec);
}

void Timetable::replace(const plan::ScheduleSpec& spec) {
  if (const auto found = schedules_.find(spec.name); found != schedules_.end())
    found->follow(spec);
  else
    add(spec);
}

void Timetable::go_on(Grids grids, LastDue& last_due) {
  setting_.grids = std::move(grids);
  setting_.last_due = &last_due;
}

Grids Timetable::grids() const {
  Grids grids;
  for (const Schedule& schedule : schedules_)
    if (const auto grid = schedule.grid()) grids.emplace_hint(grids.end(), schedule.name(), *grid);
  return grids;
}

void Timetable::retire(std::string_view name) {
  const auto found = schedules_.find(name);
  if (found == schedules_.end()) return;
  const boost::intrusive_ptr schedule(&*found, false);
  schedules_.erase(found);
  schedule->end();
}

std::vector<plan::ScheduleSpec> Timetable::specs() const {
  std::vector<plan::ScheduleSpec> all;
  for (const Schedule& schedule : schedules_) all.push_back(schedule.spec());
  return all;
}

task<RunOutcome> Timetable::trigger(std::string name) {
  const auto ticket = begin(name);
  co_await ticket->ended();
  co_return *ticket->outcome();
}

RunOutcome Timetable::trigger_now(std::string_view name) {
  return begin(name)->outcome().value_or(RunOutcome{.result = Outcome::Result::begun});
}

std::shared_ptr<TriggerTicket> Timetable::begin(std::string_view name) {
  const auto ticket = std::make_shared<TriggerTicket>();
  find(name).trigger(ticket);
  return ticket;
}

void Timetable::pause(std::string_view name) {
  find(name).pause();
}

void Timetable::resume(std::string_view name) {
  find(name).resume();
}

void Timetable::start(std::string_view name) {
  find(name).start();
}

void Timetable::stop(std::string_view name, std::chrono::nanoseconds drain) {
  find(name).stop(drain);
}

ScheduleSnapshot Timetable::snapshot(std::string_view name) const {
  return find(name).snapshot();
}

std::optional<ScheduleSnapshot> Timetable::find_snapshot(std::string_view name) const {
  const auto found = schedules_.find(name);
  return found == schedules_.end() ? std::nullopt : std::optional(found->snapshot());
}

std::vector<std::string> Timetable::names(const std::string* after, std::size_t most) const {
  std::vector<std::string> names;
  auto next =
      after != nullptr ? schedules_.upper_bound(std::string_view(*after)) : schedules_.begin();
  for (; next != schedules_.end() && names.size() < most; ++next) names.emplace_back(next->name());
  return names;
}

std::vector<ScheduleSnapshot> Timetable::snapshots() const {
  std::vector<ScheduleSnapshot> all;
  for (const Schedule& schedule : schedules_) all.push_back(schedule.snapshot());
  return all;
}

task<> Timetable::stop_all(std::chrono::nanoseconds drain) {
  setting_.closing = true;
  for (Schedule& schedule : schedules_) schedule.end();
  if (co_await setting_.tasks.joined_within(drain)) co_return;
  log::warning("{} runs of schedules are asked to stop, they did not end in time",
               setting_.tasks.size());
  ask_to_stop(setting_.runs, nullptr);
  setting_.tasks.request_stop();
  co_await setting_.tasks.joined();
}

Schedule& Timetable::find(std::string_view name) {
  const auto found = schedules_.find(name);
  if (found == schedules_.end()) not_there(name);
  return *found;
}

const Schedule& Timetable::find(std::string_view name) const {
  const auto found = schedules_.find(name);
  if (found == schedules_.end()) not_there(name);
  return *found;
}

}  // namespace aio::runtime
