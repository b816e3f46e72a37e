// SPDX-License-Identifier: MIT
#include "daemon/runtime/programs/launch.hpp"

#include <aio/error.hpp>

#include <fcntl.h>
#include <linux/close_range.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "daemon/runtime/programs/exec_failure.hpp"
#include "daemon/runtime/programs/no_signals.hpp"

// In the child up to the exec all memory is the parent's: nothing may be allocated, no sanitizer
// may keep books, and each system call is made as it is.
#define AIO_IN_CHILD __attribute__((no_sanitize("address", "undefined", "thread"), noinline))

// glibc's clone(2) by its other name: ThreadSanitizer takes `clone` for a fork(2), and stops
// keeping its books in the parent too, whose memory the child has.
extern "C" int __clone(int (*function)(void*), void* stack, int flags, void* argument, ...);

namespace aio::runtime {
namespace {

constexpr std::size_t stack_size = std::size_t{64} * 1024;
constexpr int last_signal = 64;
constexpr int could_not_begin = 127;  // as a shell says it; never seen by anybody

/// What parent and child have in common.
struct Beginning {
  const char* const* paths;  // to be tried one by one, ended by null
  char* const* words;
  char* const* variables;
  const char* directory;  // null: none
  int mask;               // -1: none
  int streams[3];
  pid_t parent;
  BeginStage stage;
  int error;
};

AIO_IN_CHILD long call(long number, long a = 0, long b = 0, long c = 0, long d = 0) {
  return syscall(number, a, b, c, d);
}

template <class T>
AIO_IN_CHILD long number_of(const T* pointer) {
  return reinterpret_cast<long>(pointer);
}

// What the parent catches would run in the child; what it ignores, as SIGPIPE, would stay ignored.
// All zeros are the default action, however the kernel's structure looks.
AIO_IN_CHILD void reset_signals() {
  const unsigned long long zeros[8] = {};
  for (int number = 1; number <= last_signal; ++number)
    call(SYS_rt_sigaction, number, number_of(zeros), 0, 8);
  call(SYS_rt_sigprocmask, SIG_SETMASK, number_of(zeros), 0, 8);
}

// The descriptors lie above 2, so that none is overwritten before it is used.
AIO_IN_CHILD void set_streams(const Beginning& with) {
  for (int stream = 0; stream < 3; ++stream) call(SYS_dup3, with.streams[stream], stream, 0);
  call(SYS_close_range, 3, static_cast<long>(~0U), 0);
}

// As execvp(3) does it, but for a file without a header, which that gives to a shell. The error is
// told at the end: there is none as long as a place may follow.
AIO_IN_CHILD int exec(const Beginning& with) {
  bool denied = false;
  int error = ENOENT;
  for (const char* const* path = with.paths; *path != nullptr; ++path) {
    call(SYS_execve, number_of(*path), number_of(with.words), number_of(with.variables));
    error = errno;
    if (error == EACCES) denied = true;
    if (error != EACCES && error != ENOENT && error != ENOTDIR) return error;
  }
  return denied ? EACCES : error;
}

AIO_IN_CHILD int begin(void* argument) {
  Beginning& with = *static_cast<Beginning*>(argument);
  call(SYS_prctl, PR_SET_PDEATHSIG, SIGTERM);
  if (call(SYS_getppid) != with.parent) call(SYS_exit_group, could_not_begin);
  call(SYS_setpgid, 0, 0);
  reset_signals();
  set_streams(with);
  if (with.mask >= 0) call(SYS_umask, with.mask);
  if (with.directory != nullptr && call(SYS_chdir, number_of(with.directory)) != 0) {
    with.stage = BeginStage::directory;
    with.error = errno;
  } else {
    with.error = exec(with);
  }
  call(SYS_exit_group, could_not_begin);
  return could_not_begin;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  all.reserve(texts.size() + 1);
  for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

Child clone_child(Beginning& beginning) {
  static thread_local const std::unique_ptr<char[]> stack(new char[stack_size]);
  int process = -1;
  const NoSignals blocked;  // a handler of ours must not run in the child
  const pid_t pid = __clone(begin, stack.get() + stack_size,
                            CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, &beginning, &process);
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "a process");
  return {pid, Descriptor(process)};
}

std::string text_of_file(const std::string& path) {
  std::ifstream file(path);
  std::string text;
  std::getline(file, text);
  return text;
}

// Where memory is short, the kernel is to end a program rather than aiod. From outside, since what
// the child says of itself before its exec would be said of its parent too, whose memory it has.
void give_up_before_aiod(pid_t pid) noexcept {
  static const std::string adjustment = [] {
    constexpr int more = 200;
    constexpr int most = 1000;
    const std::string own = text_of_file("/proc/self/oom_score_adj");
    return std::to_string(std::min(std::atoi(own.c_str()) + more, most));
  }();
  const std::string path = "/proc/" + std::to_string(pid) + "/oom_score_adj";
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file) [[maybe_unused]]
    const ssize_t size = write(file.number(), adjustment.data(), adjustment.size());
}

}  // namespace

Child start_process(const Launch& launch) {
  const std::vector<std::string> paths = places_of(launch.words.front());
  const std::vector<char*> path_pointers = pointers(paths);
  const std::vector<char*> words = pointers(launch.words);
  const std::vector<char*> variables = pointers(launch.variables);
  const int in = launch.in.number();
  Beginning beginning{
      .paths = path_pointers.data(),
      .words = words.data(),
      .variables = variables.data(),
      .directory = launch.directory.empty() ? nullptr : launch.directory.c_str(),
      .mask = launch.umask ? static_cast<int>(*launch.umask) : -1,
      .streams = {in, launch.out_is_in ? in : launch.out.number(), launch.err.number()},
      .parent = getpid(),
      .stage = BeginStage::exec,
      .error = 0};
  Child child = clone_child(beginning);
  if (beginning.error == 0) {
    give_up_before_aiod(child.pid);
    return child;
  }
  siginfo_t ignored{};
  waitid(P_PID, static_cast<id_t>(child.pid), &ignored, WEXITED);  // it has ended, or does just now
  throw exec_failure(launch, paths, beginning.stage, beginning.error);
}

}  // namespace aio::runtime
