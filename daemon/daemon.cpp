// SPDX-License-Identifier: MIT
#include "daemon/daemon.hpp"

#include <aio/error.hpp>
#include <aio/log.hpp>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "daemon/exit_status.hpp"
#include "daemon/host/journal_output.hpp"
#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/log/make_output.hpp"
#include "daemon/search.hpp"
#include "dbus/errors.hpp"
#include "dbus/private_bus.hpp"

namespace aio {
namespace {

runtime::MakeOutput log_outputs(runtime::Streams streams) {
  return [streams](const plan::HandlerSpec& handler) -> std::unique_ptr<runtime::LogOutput> {
    if (const auto* journal = std::get_if<plan::JournalTarget>(&handler.target))
      return std::make_unique<host::JournalOutput>(*journal);
    return runtime::make_output(handler, streams);
  };
}

plan::HandlerSpec standby(runtime::Streams streams) {
  return host::is_the_journal(streams.err) ? plan::journal_handler() : plan::console_handler();
}

bus::Choice named_bus(const Options& options, const runner::Host& host) {
  if (options.address == "none") return {bus::Choice::Kind::none, {}};
  if (options.address) return {bus::Choice::Kind::address, *options.address};
  if (options.user_bus) return {bus::Choice::Kind::user, {}};
  if (options.system_bus || host.supervised()) return {bus::Choice::Kind::system, {}};
  if (!dbus::private_bus(dbus::this_caller())) throw UsageError(dbus::no_private_bus);
  return {bus::Choice::Kind::own, {}};
}

bus::Choice bus_of(const Options& options, const runner::Host& host, runtime::Streams streams) {
  bus::Choice choice = named_bus(options, host);
  if (host::is_the_journal(streams.err)) choice.log_target = "journal";
  return choice;
}

int error_number_of(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const std::system_error& error) {
    return error.code().category() == std::generic_category() ||
                   error.code().category() == std::system_category()
               ? error.code().value()
               : 0;
  } catch (...) {
    return 0;
  }
}

std::string bus_error_of(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    return dbus::error_name(error.fault());
  } catch (...) {
    return {};
  }
}

constexpr std::array our_signals{SIGHUP, SIGTERM, SIGINT, SIGUSR1};

void mask_signals(int how) {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : our_signals) sigaddset(&set, number);
  pthread_sigmask(how, &set, nullptr);
}

}  // namespace

Daemon::Daemon(const Options& options)
    : log_(log_outputs(output_.streams()), standby(output_.streams())),
      watch_([this](const std::string& line) { tell_of_stall(line); }),
      signals_(loop_.context()),
      runner_(loop_, log_, host_, search_of(options), &news_),
      status_socket_(loop_, runner_),
      bus_(loop_, runner_, news_, bus_of(options, host_, output_.streams())),
      life_(loop_),
      ending_(loop_) {}

Daemon::~Daemon() = default;

int Daemon::run() {
  listen_to_signals();
  life_.spawn(start(), [this](const std::exception_ptr& failure) { started(failure); });
  runner_.watched_by(watch_);
  {
    const runtime::LoopWatch::Guard watched(watch_, loop_, "the loop");
    loop_.run();
  }
  mask_signals(SIG_BLOCK);  // a late one must not end the process in the middle of its end
  // A reader of the log that has gone to sleep must not keep the process.
  if (!log_.flush(runtime::patience_with_the_log)) exit_now(status_);
  return status_;
}

// main() has blocked them, so that none came before there was somebody to hear it.
void Daemon::listen_to_signals() {
  for (const int number : our_signals) signals_.add(number);
  mask_signals(SIG_UNBLOCK);
  signals_.async_wait([this](const boost::system::error_code& error, int number) {
    if (!error) on_signal(number);
  });
}

void Daemon::on_signal(int number) {
  if (number == SIGHUP) {
    reload();
  } else if (number == SIGUSR1) {
    log_.reopen();  // logrotate has moved the files away
  } else {
    begin_stop();
  }
  signals_.async_wait([this](const boost::system::error_code& error, int next) {
    if (!error) on_signal(next);
  });
}

// The bus first: a second aiod must not come as far as opening sockets.
task<> Daemon::start() {
  co_await bus_.begin();
  co_await runner_.start();
  if (const auto socket = host_.status_socket()) status_socket_.serve(*socket);
  for (const std::string& socket : host_.unclaimed())
    log::warning("passed socket {} is not used: no server has that name and address", socket);
  host_.forget_unclaimed();
}

void Daemon::started(const std::exception_ptr& failure) {
  if (failure && !stopping_) fail(failure);
}

// A storm of signals comes to one reload more than the one that is on.
void Daemon::reload() {
  if (std::exchange(reloading_, true)) {
    reload_again_ = true;
    return;
  }
  runner_.spawn(reload_by_signal(), [this](const std::exception_ptr&) {  // the runner has told it
    reloading_ = false;
    if (std::exchange(reload_again_, false)) reload();
  });
}

task<> Daemon::reload_by_signal() {
  co_await runner_.reload();
}

void Daemon::begin_stop() {
  if (std::exchange(stopping_, true)) return stop_at_once();
  life_.request_stop();
  ending_.spawn(finish(), [this](const std::exception_ptr& failure) {
    if (failure) fail(failure);
    loop_.stop();
  });
}

// For who will not wait for the drain, or for a handler that never ends.
void Daemon::stop_at_once() {
  log::warning("asked to stop again: stopped at once");
  log_.flush(runtime::patience_with_the_log);
  exit_now(exit_failed);  // what still runs is left where it stands
}

// Without destructors; what modules printed goes out all the same.
void Daemon::exit_now(int status) {
  output_.flush();
  std::_Exit(status);
}

task<> Daemon::finish() {
  co_await life_.joined();
  co_await runner_.stop();
  bus_.end();
}

// On the watch's thread. With an empty line the loop turns again, and tells how things stand
// itself.
void Daemon::tell_of_stall(const std::string& line) {
  if (line.empty()) return loop_.post([this] { runner_.tell_host(); });
  host_.status("degraded: " + line);
}

void Daemon::fail(const std::exception_ptr& failure) {
  status_ = exit_status(failure);
  host_.failing(error_number_of(failure), bus_error_of(failure));
  log_.flush(runtime::patience_with_the_log);
  std::fprintf(stderr, "%s\n", runtime::text_of(failure).c_str());
  if (!stopping_) begin_stop();
}

}  // namespace aio
