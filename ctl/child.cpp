// SPDX-License-Identifier: MIT
#include "ctl/child.hpp"

#include <spawn.h>
#include <unistd.h>

#include <csignal>

namespace aio::ctl {

// Signals that are ignored stay so in a new program, where they have a meaning of their own.
std::optional<pid_t> start_child(std::vector<std::string> words,
                                 int input,
                                 std::error_code& error) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
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
  const int code = ::posix_spawnp(&child, argv[0], &actions, &attributes, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  error.assign(code, std::generic_category());
  return code == 0 ? std::optional(child) : std::nullopt;
}

}  // namespace aio::ctl
