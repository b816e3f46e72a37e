// SPDX-License-Identifier: MIT
#include <csignal>
#include <cstdio>
#include <exception>

#include "daemon/check.hpp"
#include "daemon/command.hpp"
#include "daemon/daemon.hpp"
#include "daemon/exit_status.hpp"
#include "daemon/options.hpp"
#include "daemon/version.hpp"

namespace {

// Before all else that a daemon does: a signal before its handler stands would end the process.
void block_signals() {
  sigset_t ours;
  sigemptyset(&ours);
  for (const int number : {SIGHUP, SIGTERM, SIGINT, SIGUSR1}) sigaddset(&ours, number);
  sigprocmask(SIG_BLOCK, &ours, nullptr);
  signal(SIGPIPE, SIG_IGN);  // a peer that is gone is an error of write(2), not the end of us
}

int run(const aio::Options& options) {
  switch (options.task) {
    case aio::Options::Task::help:
      std::fputs(aio::help_text, stdout);
      return aio::exit_ok;
    case aio::Options::Task::version:
      std::puts("aiod " AIO_VERSION);
      return aio::exit_ok;
    case aio::Options::Task::check:
      return aio::check(options);
    case aio::Options::Task::command:
      return aio::run_command(options);
    case aio::Options::Task::run:
      return aio::Daemon(options).run();
  }
  return aio::exit_failed;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const aio::Options options = aio::parse_options(argc, argv);
    // A command's signals are what they are by themselves, as any program's.
    if (options.task != aio::Options::Task::command) block_signals();
    return run(options);
  } catch (const aio::UsageError& error) {
    std::fprintf(stderr, "aiod: %s\nHint: aiod --help\n", error.what());
    return aio::exit_usage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "aiod: %s\n", error.what());
    return aio::exit_status(std::current_exception());
  }
}
