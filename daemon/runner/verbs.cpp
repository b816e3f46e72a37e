// SPDX-License-Identifier: MIT
// The runner's verbs for one item: trigger, pause, resume, start, stop.
#include <aio/error.hpp>

#include <system_error>
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
  co_await started();
  co_return co_await timetable_.trigger(std::move(schedule));
}

runtime::RunOutcome Runner::trigger_now(const std::string& schedule) {
  return timetable_.trigger_now(schedule);
}

void Runner::pause(ItemKind kind, const std::string& name) {
  if (kind == ItemKind::server) {
    servers_.pause(name);
    return observer_.item_changed(kind, name);
  }
  if (kind != ItemKind::schedule) refuse(kind, name, "paused");
  timetable_.pause(name);
  observer_.item_changed(kind, name);
}

void Runner::resume(ItemKind kind, const std::string& name) {
  if (kind == ItemKind::server) {
    servers_.resume(name);
    return observer_.item_changed(kind, name);
  }
  if (kind != ItemKind::schedule) refuse(kind, name, "resumed");
  timetable_.resume(name);
  observer_.item_changed(kind, name);
}

task<> Runner::start_item(ItemKind kind, std::string name) {
  if (kind == ItemKind::server) co_return co_await start_server(std::move(name));
  if (kind != ItemKind::schedule) refuse(kind, name, "started");
  timetable_.start(name);
  observer_.item_changed(kind, name);
  co_await keep_grids();
}

task<> Runner::stop_item(ItemKind kind, std::string name) {
  if (kind == ItemKind::server) co_return co_await stop_server(std::move(name));
  if (kind != ItemKind::schedule) refuse(kind, name, "stopped");
  timetable_.stop(name, drain());
  observer_.item_changed(kind, name);
  co_await keep_grids();
}

// A change of the configuration may be under way, which has looked at what is open.
task<> Runner::start_server(std::string name) {
  if (servers_.snapshot(name).state == runtime::ServerState::waiting) {
    co_await try_again();  // which is what it waits for
    if (servers_.snapshot(name).state == runtime::ServerState::waiting) refuse_waiting(name);
    co_return;
  }
  const auto turn = co_await turns_.next();
  refuse_when_stopping();
  co_await keep_sockets();  // what its own Protocol has closed is not to be in the way
  const plan::ServerSpec spec = servers_.spec(name);
  runtime::Servers::Circumstances circumstances{.running = name};
  circumstances.owner = co_await owner_of(spec.user, spec.group);
  add_passed_socket(spec, circumstances);
  try {
    co_await servers_.start(name, std::move(circumstances));
  } catch (const std::system_error& error) {
    throw Error(Fault::failed, "server '" + name + "' cannot be opened on " +
                                   text_of(spec.endpoint()) + ": " + error.code().message());
  }
  observer_.item_changed(ItemKind::server, name);
  co_await keep_sockets();
}

void Runner::refuse_waiting(const std::string& name) const {
  const std::string subject = "server '" + name + "' ";
  for (const conf::Problem& problem : problems_)
    if (problem.what.starts_with(subject)) throw Error(Fault::failed, problem.what);
  throw Error(Fault::failed, subject + "cannot be opened yet");
}

task<> Runner::stop_server(std::string name) {
  const auto turn = co_await turns_.next();
  refuse_when_stopping();
  servers_.stop(name, drain());
  observer_.item_changed(ItemKind::server, name);
  co_await keep_sockets();
}

}  // namespace aio::runner
