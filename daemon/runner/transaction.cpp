// SPDX-License-Identifier: MIT
// The runner's transaction: read, find functions, prepare, write, commit. Up to the write a failure
// leaves file, memory, sockets and phases as they were; behind it nothing can fail.
#include <aio/error.hpp>
#include <aio/log.hpp>

#include <algorithm>
#include <exception>
#include <system_error>
#include <utility>

#include "conf/file_writer.hpp"
#include "conf/place_order.hpp"
#include "daemon/plan/keys.hpp"
#include "daemon/runner/configuration_view.hpp"
#include "daemon/runner/problems.hpp"
#include "daemon/runner/runner.hpp"
#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/log/log_event.hpp"

namespace aio::runner {
namespace {

using runtime::log_event;
using runtime::LogEvent;

constexpr const char* kept = "kept";

bool names(const conf::Problems& problems, const std::string& what) {
  return std::ranges::find(problems, what, &conf::Problem::what) != problems.end();
}

/// The exception that is being handled, for somebody who is told the address anyway.
std::string cause() {
  try {
    throw;
  } catch (const std::system_error& error) {
    return error.code().message();
  } catch (...) {
    return runtime::text_of_current();
  }
}

std::string described(const plan::ServerSpec& spec, const std::string& why) {
  const std::string port = is_unix(spec.type) ? "" : " port " + std::to_string(spec.port);
  return "server '" + spec.name + "' cannot be opened on " + spec.address + port + ": " + why;
}

/// The app's own settings, which are no item that is started or stopped.
std::vector<std::string> changed_settings(const conf::Config& before, const conf::Config& after) {
  std::vector<std::string> changed;
  for (const std::string& option : after.own_options("aio"))
    if (plan::Keys(before, "aio").text(option) != plan::Keys(after, "aio").text(option))
      changed.push_back("aio:" + option);
  return changed;
}

std::string described(const Change& change) {
  std::string text;
  for (const auto& [action, item] : change.done)
    if (action != kept) text += (text.empty() ? "" : ", ") + action + " " + item;
  return text.empty() ? "nothing that runs has changed" : text;
}

void forget(plan::Specs& specs, plan::Plan& plan, const std::string& server) {
  std::erase_if(specs.servers, [&](const auto& spec) { return spec.name == server; });
  std::erase_if(plan.steps, [&](const auto& step) { return step.item == "server/" + server; });
}

}  // namespace

task<Change> Runner::reload() {
  try {
    Order order;
    order.reload = true;
    Change change = co_await this->change(std::move(order));
    end_reload("ok");
    co_return change;
  } catch (const std::exception& error) {
    if (state_ != State::stopping)
      log_event(log::Level::error, LogEvent::reload_refused,
                "not reloaded, kept running as before: {}", error.what());
    end_reload("refused");
    throw;
  }
}

void Runner::end_reload(const char* how) {
  reload_end_ = std::string(", last reload ") + how;
  if (state_ == State::stopping) return;
  if (std::exchange(reloading_, false)) host_.ready(told_ = summary());
  tell_host();
}

task<Change> Runner::change(Order order) {
  const bool only_plan = order.terms.only_plan;
  try {
    co_return co_await transaction(std::move(order));
  } catch (const Error& error) {
    if (!only_plan) observer_.change_refused(error.what());
    throw;
  }
}

task<Change> Runner::transaction(Order order) {
  const auto turn = co_await turns_.next();
  refuse_when_stopping();
  refuse_unkept(order);
  if (order.reload && !std::exchange(reloading_, true)) host_.reloading();
  if (order.undo && !kept_.state().revert) co_return Change{generation_, {}};
  Candidate candidate = co_await read(order);
  if (order.undo && order.edits.empty()) co_return co_await nothing_to_undo();
  co_await rehearse(candidate);
  co_await find_functions(candidate);
  refuse_problems(candidate);
  if (order.terms.only_plan) co_return told(candidate);
  co_await prepare(candidate, Rigour::all_or_nothing);
  const KeptState kept_before = kept_.state();
  co_await keep_promise(order, candidate);
  std::exception_ptr failure;
  try {
    co_await write(candidate);
  } catch (...) {
    failure = std::current_exception();
  }
  if (failure) {
    co_await take_back(order, kept_before);
    std::rethrow_exception(failure);
  }
  refuse_late(candidate);
  const bool ends_values = order.terms.layer == Layer::file && candidate.draft.values;
  Change change = co_await commit(std::move(candidate));
  if (order.undo) kept_.hold({kept_.state().values, std::nullopt});
  if (order.undo || ends_values) co_await keep_state();
  log_event(log::Level::info, LogEvent::configuration_changed, "generation {}: {}",
            change.generation, described(change));
  co_return change;
}

// All of them are told, also those that are known already.
void Runner::refuse_problems(const Candidate& candidate) const {
  conf::Problems all = candidate.mistakes;
  append(all, candidate.missing);
  const auto is_known = [&](const auto& problem) { return names(candidate.known, problem.what); };
  if (std::ranges::all_of(all, is_known)) return;
  const conf::Reading& reading = candidate.draft.reading;
  conf::sort_by_place(all, reading.config->files());
  const bool denied = reading.file_error == std::errc::permission_denied;
  throw Error(denied ? Fault::not_permitted : Fault::broken_config, conf::rendered(all));
}

// The file is written, and what it asks for is not there: said as it is.
void Runner::refuse_late(const Candidate& candidate) const {
  if (state_ != State::stopping) return;
  const auto& rewrite = candidate.draft.rewrite;
  throw Error(Fault::refused, rewrite ? "the runner is stopping: " + rewrite->file.string() +
                                            " is written, and counts from the next start on"
                                      : "the runner is stopping");
}

void Runner::refuse_when_stopping() const {
  if (state_ == State::stopping) throw Error(Fault::refused, "the runner is stopping");
}

task<> Runner::prepare(Candidate& candidate, Rigour rigour) {
  co_await prepare_log(candidate, rigour);
  co_await expect_sockets(candidate);
  for (const plan::ServerSpec& spec : candidate.plan.servers)
    co_await prepare_server(candidate, spec, rigour);
}

// On the worker: opening a file may take its time.
task<> Runner::prepare_log(Candidate& candidate, Rigour rigour) {
  candidate.log =
      co_await worker_.run([this, &candidate] { return log_.prepare(candidate.specs.logging); });
  for (const conf::Problem& failure : candidate.log.failures)
    if (rigour == Rigour::all_or_nothing && !names(candidate.known, failure.what))
      throw Error(Fault::failed, conf::rendered(failure));
  append(candidate.missing, candidate.log.failures);
}

task<> Runner::prepare_server(Candidate& candidate, plan::ServerSpec spec, Rigour rigour) {
  try {
    auto circumstances = co_await circumstances_of(spec);
    candidate.servers.push_back(co_await servers_.prepare(spec, std::move(circumstances)));
  } catch (const Cancelled&) {
    throw;
  } catch (...) {
    const std::string what = described(spec, cause());
    if (rigour == Rigour::all_or_nothing && !names(candidate.known, what))
      throw Error(Fault::failed, what);
    leave_out(candidate, spec, what);
  }
}

// The system's databases of users may be slow, or behind a network.
task<runtime::Ownership> Runner::owner_of(std::string user, std::string group) {
  if (user.empty() && group.empty()) co_return runtime::Ownership();
  co_return co_await worker_.run([&user, &group] { return runtime::look_up(user, group); });
}

// A server of that name that runs goes on as it is.
void Runner::leave_out(Candidate& candidate, const plan::ServerSpec& spec, std::string why) {
  const char* option = is_unix(spec.type) ? "path" : "port";
  const auto place = candidate.draft.reading.config->place("server/" + spec.name, option);
  candidate.missing.push_back({place, std::move(why)});
  forget(candidate.specs, candidate.plan, spec.name);
  for (const plan::ServerSpec& running : specs_.servers)
    if (running.name == spec.name) return candidate.specs.servers.push_back(running);
  candidate.waiting.push_back(spec);
}

task<> Runner::write(Candidate& candidate) {
  refuse_when_stopping();
  const auto& rewrite = candidate.draft.rewrite;
  if (!rewrite) co_return;
  candidate.owner_kept = co_await worker_.run([&rewrite] { return runner::write(*rewrite); });
}

task<Change> Runner::commit(Candidate candidate) {
  const bool first = generation_ == 0;
  Change change = told(candidate);
  change.generation = ++generation_;
  reading_ = candidate.draft.reading;
  reading_.changed.reset();
  functions_ = std::move(candidate.functions);
  value_times_.note(candidate.changed_values, *reading_.config,
                    {change.generation, loop_.clock().reading().wall});
  view_.replace(std::make_shared<ConfigurationView>(reading_.config));
  file_ = candidate.draft.reading.file.value_or("").string();
  if (candidate.draft.values)
    kept_.hold({*std::move(candidate.draft.values), kept_.state().revert});
  log_.commit(std::move(candidate.log));
  if (watch_ != nullptr) watch_->limit(plan::Keys(*reading_.config, "aio").span("stall_warning"));
  signals_.replace(candidate.specs.listeners, candidate.specs.signals);
  if (first) co_await prelude();
  if (!candidate.plan.schedules.empty()) keep_schedules_going(first);
  commit_schedules(candidate.plan);
  timetable_.forget_grids();
  commit_servers(candidate);
  remember_problems(candidate);
  keep_as_good(candidate);
  if (!candidate.missing.empty()) begin_to_mend();
  specs_ = std::move(candidate.specs);
  specs_.schedules = std::vector<plan::ScheduleSpec>();  // with the room for them
  servers_.wait_for(candidate.waiting);
  forget_gone_items();

  if (!candidate.owner_kept) change.done.emplace_back(conf::owner_changed, file_);
  observer_.items_changed();
  observer_.change_applied(change);
  tell_host();
  co_await keep_sockets();
  if (!candidate.plan.schedules.empty() || !candidate.plan.gone_schedules.empty())
    co_await keep_grids();
  co_return change;
}

// What it does to the configuration that holds now.
Change Runner::told(const Candidate& candidate) const {
  Change change{generation_, {}};
  for (const auto& step : candidate.plan.steps)
    change.done.emplace_back(plan::done(step.action), step.item);
  if (reading_.config)
    for (const std::string& setting :
         changed_settings(*reading_.config, *candidate.draft.reading.config))
      change.done.emplace_back(plan::done(plan::Step::Action::change), setting);
  if (!candidate.plan.kept.empty()) change.done.emplace_back(kept, candidate.plan.kept);
  return change;
}

void Runner::commit_schedules(const plan::Plan& plan) {
  for (const std::string& name : plan.gone_schedules) timetable_.retire(name);
  for (const plan::ScheduleSpec& spec : plan.schedules) timetable_.replace(spec);
}

void Runner::commit_servers(Candidate& candidate) {
  for (runtime::Prepared& server : candidate.servers) {
    const plan::ServerSpec spec = server.spec;
    try {
      servers_.serve(std::move(server), drain());
    } catch (...) {  // no room in the kernel for one more to watch: too late to refuse the change
      leave_out(candidate, spec, described(spec, cause()));
    }
  }
  for (const std::string& name : candidate.plan.gone_servers) servers_.retire(name, drain());
}

void Runner::remember_problems(const Candidate& candidate) {
  unmended_ = false;
  problems_ = candidate.mistakes;
  append(problems_, candidate.missing);
  append(problems_, candidate.unheeded);
  unheeded_ = candidate.unheeded;
  conf::sort_by_place(problems_, reading_.config->files());
  for (const auto& problem : problems_)
    log_event(log::Level::error, LogEvent::degraded, "{}", conf::rendered(problem));
  if (state_ != State::stopping) state_ = problems_.empty() ? State::running : State::degraded;
}

}  // namespace aio::runner
