// SPDX-License-Identifier: MIT
#include "ctl/pager.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "conf/write_all.hpp"
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

// Signals that are ignored stay so in a new program, where they have a meaning of their own.
std::optional<pid_t> start(std::vector<std::string> program, int input) {
  std::vector<char*> argv;
  for (std::string& word : program) argv.push_back(word.data());
  argv.push_back(nullptr);
  sigset_t heeded;
  ::sigemptyset(&heeded);
  ::sigaddset(&heeded, SIGPIPE);
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setsigdefault(&attributes, &heeded);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, argv[0], &actions, &attributes, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  return error == 0 ? std::optional(child) : std::nullopt;
}

std::optional<pid_t> start_first(const Paging& paging, int input) {
  for (const auto& [name, value] : paging.environment) ::setenv(name.c_str(), value.c_str(), 1);
  for (const auto& program : paging.programs)
    if (const auto child = start(program, input)) return child;
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
