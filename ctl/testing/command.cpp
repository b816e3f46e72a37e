// SPDX-License-Identifier: MIT
#include "ctl/testing/command.hpp"

#include <sys/wait.h>

#include <cstring>
#include <system_error>

#include "ctl/spans.hpp"

namespace aio::ctl::tests {
namespace {

std::string signal_name(int signal) {
  const char* const name = ::sigabbrev_np(signal);
  return name != nullptr ? "SIG" + std::string(name) : "signal " + std::to_string(signal);
}

}  // namespace

std::string reason(const Ending& ending) {
  if (ending.error != 0)
    return "cannot be started: " + std::generic_category().message(ending.error);
  if (ending.timed_out) return "had not ended after " + short_span(ending.duration);
  if (ending.lost) return "the process that looked after it was killed";
  if (WIFSIGNALED(ending.status)) return "killed by " + signal_name(WTERMSIG(ending.status));
  return "exit status " + std::to_string(WEXITSTATUS(ending.status));
}

}  // namespace aio::ctl::tests
