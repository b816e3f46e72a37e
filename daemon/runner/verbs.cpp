// SPDX-License-Identifier: MIT
// The runner's verbs for one item: trigger, pause, resume, start, stop.
#include <aio/error.hpp>

#include <utility>

#include "daemon/runner/runner.hpp"

namespace aio::runner {
namespace {

[[noreturn]] void refuse(ItemKind kind, const std::string& name, const char* verb) {
  throw Error(Fault::refused, "a " + std::string(word(kind)) + " cannot be " + verb + ", as '" +
                                  name + "' was to be");
}

}  // namespace

std::string_view word(ItemKind kind) {
  switch (kind) {
    case ItemKind::schedule:
      return "schedule";
    case ItemKind::server:
      return "server";
    case ItemKind::listener:
      return "listener";
    case ItemKind::module:
      return "module";
  }
  return {};
}

task<runtime::RunOutcome> Runner::trigger(std::string schedule) {
  co_return co_await timetable_.trigger(std::move(schedule));
}

runtime::RunOutcome Runner::trigger_now(const std::string& schedule) {
  return timetable_.trigger_now(schedule);
}

void Runner::pause(ItemKind kind, const std::string& name) {
  if (kind != ItemKind::schedule) refuse(kind, name, "paused");
  timetable_.pause(name);
  observer_.item_changed(kind, name);
}

void Runner::resume(ItemKind kind, const std::string& name) {
  if (kind != ItemKind::schedule) refuse(kind, name, "resumed");
  timetable_.resume(name);
  observer_.item_changed(kind, name);
}

task<> Runner::start_item(ItemKind kind, std::string name) {
  if (kind != ItemKind::schedule) refuse(kind, name, "started");
  timetable_.start(name);
  observer_.item_changed(kind, name);
  co_return;
}

task<> Runner::stop_item(ItemKind kind, std::string name) {
  if (kind != ItemKind::schedule) refuse(kind, name, "stopped");
  timetable_.stop(name, drain());
  observer_.item_changed(kind, name);
  co_return;
}

}  // namespace aio::runner
