// SPDX-License-Identifier: MIT
#pragma once

#include <aio/testing.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/runner/runner.hpp"
#include "daemon/runtime/log/loggers.hpp"
#include "daemon/runtime/loop/clock.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/testing/kept_lines.hpp"
#include "daemon/testing/portless_host.hpp"

namespace aio::testing::detail {

/// An app while it runs, with all that aiod would bring: owned by testing::App, from start() to
/// clear().
struct Running {
  explicit Running(const std::string& config);

  /// Lets the app's time pass, until `done` at most; false when it is not.
  bool pass(std::chrono::nanoseconds limit, const std::function<bool()>& done);

  /// Runs the app until `done`, for at most this much of its time; then threads, which have a time
  /// of their own, are given some seconds of that. False when it is not done even so.
  bool run_until(const std::function<bool()>& done, std::chrono::nanoseconds limit);

  /// Runs a task to its end; throws what it throws.
  void finish(task<> work);

  runtime::ManualClock clock;
  runtime::EventLoop loop{clock};
  std::shared_ptr<KeptLines> lines = std::make_shared<KeptLines>();
  runtime::Loggers log;
  PortlessHost host;
  runner::Runner runner;
};

/// Where the modules of a test are sought.
std::vector<std::filesystem::path> module_path();

}  // namespace aio::testing::detail
