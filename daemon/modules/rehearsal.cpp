// SPDX-License-Identifier: MIT
#include "daemon/modules/rehearsal.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <string_view>
#include <system_error>

namespace aio::modules {
namespace {

constexpr unsigned patience = 10;  // seconds that constructors may take
constexpr std::string_view well = "well";

int answer = -1;  // the child's end of the pipe; in the child's memory alone

[[noreturn]] void tell(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(answer, text.data(), text.size());
    if (count < 0 && errno != EINTR) break;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
  _exit(0);
}

[[noreturn]] void tell_what_was_thrown() {
  try {
    if (std::current_exception()) throw;
  } catch (const std::exception& error) {
    tell(std::string("a constructor of it throws: ") + error.what());
  } catch (...) {
  }
  tell("a constructor of it calls std::terminate()");
}

/// The child may be ended by whatever the module does, and leaves no core file behind.
void expect_the_worst() {
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  for (const int number : {SIGABRT, SIGALRM, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTERM})
    signal(number, SIG_DFL);
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_UNBLOCK, &all, nullptr);
  std::set_terminate(tell_what_was_thrown);
  alarm(patience);
}

// noexcept, so that what is thrown meets the terminate handler and not the parent's frames below.
[[noreturn]] void load_and_tell(const std::filesystem::path& file) noexcept {
  expect_the_worst();
  void* handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr || dlsym(handle, entry_point) == nullptr) tell(dlerror());
  tell(well);
}

std::string read_all(int number) {
  std::string text;
  char buffer[512];
  for (;;) {
    const ssize_t count = read(number, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
  }
}

std::string how_it_ended(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return "loading it ends the process";
  if (!WIFSIGNALED(status))
    return "loading it ends the process with status " + std::to_string(WEXITSTATUS(status));
  if (WTERMSIG(status) == SIGALRM)
    return "loading it takes more than " + std::to_string(patience) + " s";
  return std::string("loading it ends the process: ") + strsignal(WTERMSIG(status));
}

}  // namespace

std::optional<std::string> rehearse_loading(const std::filesystem::path& file) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t child = fork();
  if (child == 0) {
    answer = ends[1];
    load_and_tell(file);
  }
  const int failure = errno;
  close(ends[1]);
  const std::string told = child < 0 ? std::string() : read_all(ends[0]);
  close(ends[0]);
  if (child < 0) throw std::system_error(failure, std::generic_category(), "fork");

  const std::string ending = how_it_ended(child);
  if (told == well) return std::nullopt;
  return told.empty() ? ending : told;
}

}  // namespace aio::modules
