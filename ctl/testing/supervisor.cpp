// SPDX-License-Identifier: MIT
#include "ctl/testing/supervisor.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <string>

namespace aio::ctl::tests {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto grace = 2s;          // from SIGTERM to SIGKILL
constexpr auto last_patience = 5s;  // for what even SIGKILL does not end: it waits in the kernel

sigset_t awaited() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGCHLD);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGINT);
  return signals;
}

// The next of the three signals, or 0 when the time is over.
int await_signal(std::optional<Clock::time_point> until) {
  const sigset_t signals = awaited();
  if (!until) return std::max(0, ::sigwaitinfo(&signals, nullptr));
  const auto left = std::max(Clock::duration(0), *until - Clock::now());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
  const timespec wait{seconds.count(), std::chrono::nanoseconds(left - seconds).count()};
  return std::max(0, ::sigtimedwait(&signals, nullptr, &wait));
}

// Our own children and those that others left to us, none of which can end unseen: a number is
// nobody else's before we have waited for it.
std::vector<pid_t> children() {
  const std::string self = std::to_string(::getpid());
  const int file = ::open(("/proc/self/task/" + self + "/children").c_str(), O_RDONLY | O_CLOEXEC);
  std::string text;
  char piece[4096];
  for (ssize_t got = 0; file >= 0 && (got = ::read(file, piece, sizeof piece)) > 0;)
    text.append(piece, static_cast<std::size_t>(got));
  if (file >= 0) ::close(file);
  std::vector<pid_t> found;
  for (const char* at = text.c_str();;) {
    char* end = nullptr;
    const long pid = std::strtol(at, &end, 10);
    if (end == at) return found;
    found.push_back(static_cast<pid_t>(pid));
    at = end;
  }
}

[[noreturn]] void become_program(const Launch& launch, Record& record, pid_t supervisor) {
  ::setsid();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != supervisor) ::_exit(127);
  sigset_t none;
  ::sigemptyset(&none);
  for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_DFL);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int input = ::open("/dev/null", O_RDONLY);
  ::dup2(input, STDIN_FILENO);
  ::dup2(launch.output, STDOUT_FILENO);
  ::dup2(launch.error, STDERR_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  if (::chdir(launch.folder) == 0) {
    ::environ = const_cast<char**>(launch.environment.data());
    ::execvp(launch.words[0], launch.words.data());
  }
  record.error = errno;
  ::_exit(127);
}

/// The program and what comes of it, from its start to the end of all.
class Supervisor {
 public:
  Supervisor(Record& record, std::optional<std::chrono::microseconds> limit)
      : record_(record), started_(Clock::now()) {
    // What is longer than the clock can count is no limit.
    if (limit && *limit < std::chrono::hours(24 * 365)) until_ = started_ + *limit;
  }

  void start(const Launch& launch) {
    const pid_t self = ::getpid();
    program_ = ::fork();
    if (program_ == 0) become_program(launch, record_, self);
    if (program_ < 0) {
      record_.error = errno;
      record_.ended = true;
    }
    ::close(launch.output);
    if (launch.error != launch.output) ::close(launch.error);
  }

  void await_program() {
    while (!record_.ended) {
      const int signal = await_signal(until_);
      hurries_ = signal == SIGINT;
      reap();
      if (record_.ended || signal == SIGTERM || hurries_) return;
      if (until_ && Clock::now() >= *until_) {
        record_.timed_out = true;
        record_.duration = spent();
        return;
      }
    }
  }

  void end_all() {
    const auto killing = Clock::now() + grace;
    while (!hurries_ && Clock::now() < killing) {
      if (reap()) return;
      terminate();
      hurries_ = await_signal(killing) == SIGINT;
    }
    const auto giving_up = Clock::now() + last_patience;
    while (!reap() && Clock::now() < giving_up) {
      kill_all();
      await_signal(Clock::now() + 10ms);
    }
  }

 private:
  std::chrono::microseconds spent() const {
    return std::chrono::floor<std::chrono::microseconds>(Clock::now() - started_);
  }

  // True when nobody is left.
  bool reap() {
    int status = 0;
    pid_t pid = 0;
    while ((pid = ::waitpid(-1, &status, WNOHANG)) > 0)
      if (pid == program_) note_end(status);
    return pid < 0 && errno == ECHILD;
  }

  void note_end(int status) {
    program_ = -1;
    if (!record_.timed_out) {
      record_.status = status;
      record_.duration = spent();
    }
    record_.ended = true;
  }

  // Once to each, and to those that another leaves to us when it ends. The program's group is its
  // own for as long as nobody has waited for the program.
  void terminate() {
    if (program_ > 0 && terminated_.empty() && ::kill(-program_, SIGTERM) != 0)
      ::kill(program_, SIGTERM);  // it has no group yet
    for (const pid_t child : children()) {
      if (std::ranges::find(terminated_, child) != terminated_.end()) continue;
      if (child != program_) ::kill(child, SIGTERM);
      ::kill(child, SIGCONT);
      terminated_.push_back(child);
    }
  }

  // Who is killed leaves its children to us, so that the next time finds those.
  void kill_all() const {
    if (program_ > 0) ::kill(-program_, SIGKILL);
    for (const pid_t child : children()) ::kill(child, SIGKILL);
  }

  Record& record_;
  const Clock::time_point started_;
  std::optional<Clock::time_point> until_;
  pid_t program_ = -1;
  bool hurries_ = false;
  std::vector<pid_t> terminated_;
};

}  // namespace

void supervise(const Launch& launch, Record& record, pid_t parent) {
  ::setpgid(0, 0);  // Ctrl-C is aioctl's, which passes it on
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(1);
  Supervisor supervisor(record, launch.limit);
  supervisor.start(launch);
  supervisor.await_program();
  supervisor.end_all();
  ::_exit(0);
}

}  // namespace aio::ctl::tests
