// SPDX-License-Identifier: MIT
#include "daemon/runner/runner.hpp"

#include <aio/error.hpp>
#include <aio/log.hpp>
#include <aio/sleep.hpp>

#include <algorithm>
#include <utility>

#include "conf/names.hpp"
#include "daemon/plan/keys.hpp"
#include "daemon/runner/configuration_view.hpp"
#include "daemon/runner/lookup.hpp"
#include "daemon/runner/problems.hpp"
#include "daemon/runtime/log/level_word.hpp"
#include "daemon/runtime/log/log_event.hpp"

namespace aio::runner {
namespace {

using runtime::log_event;
using runtime::LogEvent;

bool has_nul(std::string_view text) {
  return text.find('\0') != std::string_view::npos;
}

}  // namespace

Runner::Runner(runtime::EventLoop& loop,
               runtime::Loggers& log,
               Host& host,
               conf::Search search,
               Observer* observer)
    : loop_(loop),
      log_(log),
      host_(host),
      search_(std::move(search)),
      worker_(loop),
      turns_(loop),
      observer_(observer != nullptr ? *observer : nobody_),
      last_runs_(observer_),
      programs_(loop),
      timetable_(
          loop,
          last_runs_,
          [this](const std::string& name) { return section(name); },
          host.machine_id()),
      servers_(loop, last_runs_),
      signals_(
          loop, last_runs_, conf::fold, [this](const std::string& name) { return section(name); }),
      current_(*this, log),
      sign_of_life_(loop, *this, &Runner::show_life),
      revert_due_(loop, *this, &Runner::revert_now),
      clock_watch_(loop.clock(), observer_),
      tasks_(loop),
      since_(std::chrono::system_clock::now()) {
  starting_.enter();
}

Runner::~Runner() = default;

void Runner::watched_by(runtime::LoopWatch& watch) {
  watch_ = &watch;
  servers_.watched_by(watch);
}

// On a timer of the loop, so that one that stands still shows none. Twice in the time that the host
// waits, as sd_watchdog_enabled(3) advises.
void Runner::show_life() {
  if (host_.watchdog().count() == 0) return;
  host_.alive();
  if (state_ != State::stopping && summary() != told_) tell_host();  // connections come and go
  sign_of_life_.start(host_.watchdog() / 2);
}

task<> Runner::start() {
  show_life();
  const auto turn = co_await turns_.next();
  if (host_.supervised() && !search_.text) last_good_.keep_in(host_.state_folder());
  co_await restore();
  Order order;
  Candidate candidate = co_await read(order);
  // Already now, for the user's functions that prepare a server.
  view_.replace(std::make_shared<ConfigurationView>(candidate.draft.reading.config));
  co_await rehearse(candidate);
  co_await find_functions(candidate);
  if (has_mistake_in_a_file(candidate.mistakes)) {
    if (!host_.supervised()) refuse_problems(candidate);
    co_await take_last_good(candidate);
  }
  co_await prepare(candidate, Rigour::what_is_sound);
  co_await commit(std::move(candidate));
  end_starting();
  await_confirmation();

  log_event(log::Level::info, LogEvent::ready, "ready: {}", summary());
  host_.ready(told_ = summary());
  tasks_.spawn(announce("aio-started"), {});
}

void Runner::end_starting() noexcept {
  if (starting_.count() > 0) starting_.leave();
}

task<> Runner::announce(std::string signal) {
  co_await signals_.emit(std::move(signal));
}

task<std::vector<Outcome>> Runner::emit(std::string signal, std::string data, Until until) {
  if (signal.empty()) throw Error(Fault::refused, "the signal has no name");
  if (signal.size() + data.size() > largest_emit)
    throw Error(Fault::too_large, "signal and data have more than " + std::to_string(largest_emit) +
                                      " bytes together");
  if (has_nul(signal) || has_nul(data))
    throw Error(Fault::refused, "signal and data may have no NUL byte");
  co_await started();
  co_return co_await signals_.emit(std::move(signal), std::move(data), until);
}

task<> Runner::stop() {
  state_ = State::stopping;
  observer_.runner_changed();
  host_.stopping(longest_end());
  log_event(log::Level::info, LogEvent::stopping, "stopping");
  end_starting();
  co_await farewell();

  runtime::TaskGroup ends(loop_);
  ends.spawn(timetable_.stop_all(drain()));
  if (host_.keeps_sockets()) servers_.leave_files();
  ends.spawn(servers_.stop(drain()));
  ends.spawn(signals_.stop(drain()));
  co_await ends.joined();
  tasks_.request_stop();
  co_await tasks_.joined();
  co_await programs_.stop();
  log::info("stopped");
}

// What listens may make ready what the servers need; but a start is not held up for ever.
task<> Runner::prelude() {
  preludes_.enter();
  tasks_.spawn(announce("aio-starting"), [this](const std::exception_ptr&) { preludes_.leave(); });
  if (!co_await preludes_.empty(drain()))
    log::warning("listeners of aio-starting took longer than [aio] drain: no longer awaited");
}

task<> Runner::farewell() {
  runtime::TaskGroup listeners(loop_);
  listeners.spawn(announce("aio-stopping"));
  if (co_await listeners.joined_within(drain())) co_return;
  log::warning("listeners of aio-stopping took longer than [aio] drain: no longer awaited");
  listeners.request_stop();
  co_await listeners.joined();
}

std::vector<ModuleInfo> Runner::modules() const {
  std::vector<ModuleInfo> infos;
  for (const auto& module : modules_.loaded()) infos.push_back({module.name, module.path.string()});
  return infos;
}

std::vector<ServerInfo> Runner::servers() const {
  std::vector<ServerInfo> infos;
  for (const auto& server : servers_.snapshots())
    if (server.state == runtime::ServerState::listening ||
        server.state == runtime::ServerState::paused)
      infos.push_back({server.name, server.address, server.port, server.connections, server.type});
  return infos;
}

task<Server> Runner::create_server(ProtocolFactory protocol,
                                   Endpoint endpoint,
                                   ServerOptions options) {
  const runtime::Ownership owner = co_await owner_of(options.user, options.group);
  co_return co_await servers_.create_server(std::move(protocol), std::move(endpoint),
                                            std::move(options), owner);
}

conf::WhereFacts Runner::where(std::string_view section, std::string_view option) const {
  const conf::Where found = where_of(*reading_.config, section, option);
  conf::WhereFacts facts = conf::facts_of(found);
  if (found.origins.empty()) return facts;
  const auto [generation, time] = value_times_.since(found);
  const auto usec = std::chrono::floor<std::chrono::microseconds>(time.time_since_epoch()).count();
  facts.of.emplace_back("generation", generation);
  facts.of.emplace_back("since_usec", static_cast<std::uint64_t>(usec));
  return facts;
}

Snapshot Runner::outline() const {
  Snapshot outline{
      .state = state_, .generation = generation_, .config_file = file_, .since = since_};
  for (const auto& problem : problems_) outline.problems.push_back(conf::rendered(problem));
  for (const auto& [subject, what] : troubles_) outline.problems.push_back(what);
  if (watch_ != nullptr) outline.stall = watch_->snapshot();
  outline.log_lines_dropped = log_.dropped();
  for (const conf::SectionText& section : kept_.state().values.sections())
    for (const conf::OptionText& option : section.options)
      outline.runtime_values.push_back(
          std::string(section.name).append(":").append(option.written));
  if (const auto& revert = kept_.state().revert) outline.revert_at = revert->until;
  if (state_ == State::running && !troubles_.empty()) outline.state = State::degraded;
  return outline;
}

Snapshot Runner::snapshot() const {
  Snapshot snapshot = outline();
  snapshot.schedules = timetable_.snapshots();
  snapshot.servers = servers_.snapshots();
  snapshot.signals = signals_.snapshots();
  snapshot.modules = modules();
  snapshot.log_handlers = log_.handlers();
  return snapshot;
}

std::string Runner::summary() const {
  Snapshot snapshot = outline();
  snapshot.servers = servers_.snapshots();
  snapshot.signals = signals_.snapshots();
  return runner::summary(snapshot, timetable_.size()) + reload_end_;
}

// The listeners of aio-stopping, then what runs, have the drain; programs that do not heed SIGTERM
// get a little more.
std::chrono::nanoseconds Runner::longest_end() const {
  return 2 * drain() + std::chrono::seconds(10);
}

std::chrono::nanoseconds Runner::drain() const {
  if (!reading_.config) return {};
  return plan::Keys(*reading_.config, "aio").span("drain");
}

void Runner::trouble(const std::string& subject, const std::string& what) {
  const auto known = troubles_.find(subject);
  if (what == (known == troubles_.end() ? "" : known->second)) return;
  if (what.empty())
    troubles_.erase(known);
  else
    troubles_[subject] = what;
  tell_host();
}

void Runner::log_level(const std::string& logger, std::optional<log::Level> level) {
  log_.level(logger, level);
  log::info("log level of '{}' set to {}, until aiod ends", logger,
            level ? runtime::word(*level) : "what the configuration says");
}

void Runner::tell_host() {
  observer_.runner_changed();
  if (state_ != State::stopping) host_.status(told_ = summary());
}

}  // namespace aio::runner
