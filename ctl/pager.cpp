// SPDX-License-Identifier: MIT
#include "ctl/pager.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <system_error>

#include "conf/write_all.hpp"
#include "ctl/child.hpp"
#include "ctl/paging.hpp"
#include "ctl/terminal.hpp"

namespace aio::ctl {
namespace {

const char* variable(const char* name) {
  return std::getenv(name);
}

bool is_elevated() {
  return ::getuid() != ::geteuid() || variable("SUDO_UID") != nullptr ||
         variable("PKEXEC_UID") != nullptr;
}

std::optional<pid_t> start_first(const Paging& paging, int input) {
  for (const auto& [name, value] : paging.environment) ::setenv(name.c_str(), value.c_str(), 1);
  std::error_code ignored;
  for (const auto& program : paging.programs)
    if (const auto child = start_child(program, input, ignored)) return child;
  return std::nullopt;
}

}  // namespace

bool show_in_pager(std::string_view text) {
  const Paging paging = paging_of(variable, look_at_terminal(), is_elevated());
  std::array<int, 2> pipe{};
  if (paging.programs.empty() || ::pipe2(pipe.data(), O_CLOEXEC) != 0) return false;
  const auto child = start_first(paging, pipe[0]);
  ::close(pipe[0]);
  if (child) {
    std::signal(SIGINT, SIG_IGN);  // is the pager's to heed, until it has ended
    conf::write_all(pipe[1], text);
  }
  ::close(pipe[1]);
  while (child && ::waitpid(*child, nullptr, 0) < 0 && errno == EINTR) continue;
  return child.has_value();
}

}  // namespace aio::ctl
