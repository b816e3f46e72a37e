// SPDX-License-Identifier: MIT
#include "daemon/command.hpp"

#include <aio/error.hpp>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

#include "daemon/exit_status.hpp"
#include "daemon/runner/command_app.hpp"
#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/log/make_output.hpp"
#include "daemon/search.hpp"

namespace aio {
namespace {

int complain(const std::string& subject, const std::string& what, int status) {
  std::fprintf(stderr, "%s: %s\n", subject.c_str(), what.c_str());
  return status;
}

// The function that the configuration names is not there to be run.
int status_of(const Error& error) {
  return error.fault() == Fault::not_permitted ? exit_not_permitted : exit_broken_config;
}

int run_function(runner::CommandApp& app, const Options& options) try {
  const int status = app.run({options.command, options.arguments});
  if (status >= 0 && status <= 255) return status;
  return complain(options.command,
                  "returned " + std::to_string(status) + ", which is no exit status", exit_failed);
} catch (...) {
  return complain(options.command, runtime::text_of_current(), exit_failed);
}

int run_in_app(runtime::Loggers& log, const Options& options) {
  std::unique_ptr<runner::CommandApp> app;
  try {
    app = std::make_unique<runner::CommandApp>(log, search_of(options), options.handler);
  } catch (const Error& error) {
    // Mistakes of the configuration have their places already.
    if (error.fault() != Fault::broken_config)
      return complain(options.command, error.what(), status_of(error));
    std::fprintf(stderr, "%s\n", error.what());
    return status_of(error);
  }
  return run_function(*app, options);
}

}  // namespace

int run_command(const Options& options) {
  runtime::Loggers log(
      [](const plan::HandlerSpec& handler) { return runtime::make_output(handler); },
      plan::console_handler());
  const int status = run_in_app(log, options);
  log.flush(runtime::patience_with_the_log);
  // What was printed is a part of what was to be done.
  if ((std::fflush(stdout) != 0 || std::ferror(stdout) != 0) && status == exit_ok) {
    std::perror((options.command + ": standard output").c_str());
    return exit_failed;
  }
  return status;
}

}  // namespace aio
