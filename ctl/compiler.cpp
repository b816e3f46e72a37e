// SPDX-License-Identifier: MIT
#include "ctl/compiler.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

#include "ctl/failure.hpp"

namespace aio::ctl {
namespace {

/// While the compiler runs, Ctrl-C is for it alone: then we clean up behind it.
class Undisturbed {
 public:
  Undisturbed() : interrupt_(std::signal(SIGINT, SIG_IGN)), quit_(std::signal(SIGQUIT, SIG_IGN)) {}
  ~Undisturbed() {
    std::signal(SIGINT, interrupt_);
    std::signal(SIGQUIT, quit_);
  }
  Undisturbed(const Undisturbed&) = delete;
  Undisturbed& operator=(const Undisturbed&) = delete;

 private:
  void (*interrupt_)(int);
  void (*quit_)(int);
};

/// Lets a new process hear what we ignore.
class Attributes {
 public:
  Attributes() {
    ::posix_spawnattr_init(&attributes_);
    sigset_t defaults;
    ::sigemptyset(&defaults);
    for (const int signal : {SIGINT, SIGQUIT, SIGPIPE}) ::sigaddset(&defaults, signal);
    ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
  }
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;

  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

pid_t start(std::vector<std::string>& words) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const Attributes attributes;
  pid_t child = -1;
  const int error =
      ::posix_spawnp(&child, argv[0], nullptr, attributes.get(), argv.data(), environ);
  if (error != 0)
    throw Failure(
        Exit::failed,
        "cannot start the compiler " + words[0] + ": " + std::generic_category().message(error),
        "install a C++20 compiler, such as Debian's g++, or name it in $CXX");
  return child;
}

}  // namespace

bool run_compiler(std::vector<std::string> words) {
  const Undisturbed undisturbed;
  const pid_t child = start(words);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace aio::ctl
