// SPDX-License-Identifier: MIT
#pragma once

#include <aio/task.hpp>

#include <boost/asio/signal_set.hpp>
#include <exception>
#include <memory>
#include <string>

#include "daemon/bus/bus.hpp"
#include "daemon/bus/news.hpp"
#include "daemon/host/systemd_host.hpp"
#include "daemon/options.hpp"
#include "daemon/output_relay.hpp"
#include "daemon/runner/runner.hpp"
#include "daemon/runtime/log/loggers.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/loop_watch.hpp"
#include "daemon/runtime/loop/task_group.hpp"
#include "daemon/status_socket.hpp"

namespace aio {

/// aiod's composition root: it builds loop, log, host, runner and bus, and turns signals into verbs
/// of the runner. One a process, on main()'s stack.
///   SIGHUP: reload; SIGUSR1: open the log's files anew;
///   SIGTERM, SIGINT: stop in good order, the second one: at once
class Daemon {
 public:
  explicit Daemon(const Options& options);
  ~Daemon();

  int run();  ///< until a signal or a failure ends it; the exit status

 private:
  void listen_to_signals();
  void on_signal(int number);
  task<> start();
  void started(const std::exception_ptr& failure);
  void reload();
  task<> reload_by_signal();
  void begin_stop();
  void stop_at_once();
  [[noreturn]] void exit_now(int status);
  task<> finish();
  void fail(const std::exception_ptr& failure);
  void tell_of_stall(const std::string& line);

  host::SystemdHost host_;  // first: it takes over what systemd passed, before others open anything
  OutputRelay output_;      // early: it wants no thread beside it
  runtime::EventLoop loop_;
  runtime::Loggers log_;
  runtime::LoopWatch watch_;
  boost::asio::signal_set signals_;
  bus::News news_;
  runner::Runner runner_;
  StatusSocket status_socket_;
  bus::Bus bus_;
  runtime::TaskGroup life_;    // start()
  runtime::TaskGroup ending_;  // finish()
  bool reloading_ = false;
  bool reload_again_ = false;
  bool stopping_ = false;
  int status_ = 0;
};

}  // namespace aio
