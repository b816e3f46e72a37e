// SPDX-License-Identifier: MIT
#include "daemon/testing/running.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <sstream>

#include "daemon/modules/keys.hpp"
#include "daemon/plan/log_spec.hpp"
#include "daemon/runtime/log/make_output.hpp"
#include "daemon/runtime/loop/task_group.hpp"

namespace aio::testing::detail {
namespace {

using namespace std::chrono_literals;

conf::Search search_in(const std::string& config) {
  conf::Search search;
  search.outside = std::make_shared<const conf::ProcessOutside>();
  search.text = config;
  search.declared_keys = modules::declared_keys;
  search.module_path = module_path();
  return search;
}

// What goes to the terminal in aiod is kept; files and syslog are written, if a test wants that.
runtime::MakeOutput outputs(const std::shared_ptr<KeptLines>& lines) {
  return [lines](const plan::HandlerSpec& handler) -> std::unique_ptr<runtime::LogOutput> {
    if (handler.name != plan::console_handler().name) return runtime::make_output(handler);
    return keeping(lines);
  };
}

}  // namespace

Running::Running(const std::string& config)
    : log(outputs(lines), plan::console_handler()), runner(loop, log, host, search_in(config)) {}

// A handler of the log drops what comes faster than it can write, which a day in no time would.
bool Running::pass(std::chrono::nanoseconds limit, const std::function<bool()>& done) {
  constexpr int often = 256;
  int turns = 0;
  return loop.run_until(
      [&] {
        if (++turns % often == 0) log.flush();
        return done();
      },
      limit);
}

// The loop waits for the worker of the runner; the threads of servers are all else that there is.
bool Running::run_until(const std::function<bool()>& done, std::chrono::nanoseconds limit) {
  if (pass(limit, done)) return true;
  const auto servers = runner.snapshot().servers;
  const auto threaded = [](const runtime::ServerSnapshot& server) { return server.workers > 1; };
  if (std::ranges::none_of(servers, threaded)) return false;
  const auto patience = std::chrono::steady_clock::now() + 5s;
  while (!done()) {
    if (std::chrono::steady_clock::now() > patience) return false;
    loop.context().restart();
    loop.context().run_one_for(10ms);
  }
  return true;
}

void Running::finish(task<> work) {
  bool ended = false;
  std::exception_ptr failure;
  runtime::TaskGroup group(loop);
  group.spawn(std::move(work), [&](const std::exception_ptr& thrown) {
    ended = true;
    failure = thrown;
  });
  const bool in_time = run_until([&] { return ended; }, 1h);
  if (!in_time) {
    group.request_stop();
    loop.run_until([&] { return ended; }, 1min);
    throw Missed("a task did not end within an hour of the app's time");
  }
  if (failure) std::rethrow_exception(failure);
}

std::vector<std::filesystem::path> module_path() {
  std::vector<std::filesystem::path> folders;
  if (const char* named = std::getenv("AIO_MODULE_PATH")) {
    std::istringstream list(named);
    for (std::string folder; std::getline(list, folder, ':');)
      if (!folder.empty()) folders.emplace_back(folder);
  }
  if (!folders.empty()) return folders;
  std::error_code none;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", none);
  return {program.parent_path().parent_path().parent_path()};
}

}  // namespace aio::testing::detail
