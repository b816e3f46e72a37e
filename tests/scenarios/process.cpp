// SPDX-License-Identifier: MIT
#include "tests/scenarios/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ostream>
#include <system_error>

namespace aio::scenarios {
namespace {

struct Pipe {
  Pipe() {
    if (pipe2(ends, O_CLOEXEC) < 0) throw std::system_error(errno, std::generic_category(), "pipe");
  }
  int ends[2];
};

void set(const std::string& variable) {
  const auto equals = variable.find('=');
  if (equals == std::string::npos)
    unsetenv(variable.c_str());
  else
    setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
}

// In the child, whose memory is its own: becomes the program, or ends with 127.
[[noreturn]] void become(const Launch& launch, int out, int err) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  for (const auto& variable : launch.environment) set(variable);
  std::vector<char*> argv;
  for (const auto& word : launch.words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  if (chdir(launch.folder.c_str()) == 0) execvp(argv[0], argv.data());
  dprintf(err, "%s: %s\n", argv[0], strerrordesc_np(errno));
  _exit(127);
}

bool ends_in_time(pid_t pid, std::chrono::milliseconds limit) {
  // The header of glibc 2.36 declares pidfd_open() for C only.
  const int fd = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  pollfd polled{fd, POLLIN, 0};
  const int ready = poll(&polled, 1, static_cast<int>(limit.count()));
  close(fd);
  return ready == 1;
}

int reaped(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Process::Process(const Launch& launch) {
  const Pipe out;
  const Pipe err;
  pid_ = fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid_ == 0) become(launch, out.ends[1], err.ends[1]);
  close(out.ends[1]);
  close(err.ends[1]);
  out_.emplace(out.ends[0]);
  err_.emplace(err.ends[0]);
}

Process::~Process() {
  if (status_) return;
  signal(SIGKILL);
  reaped(pid_);
}

void Process::signal(int number) const {
  if (!status_) kill(pid_, number);  // its number may be another's by now
}

std::optional<int> Process::status(std::chrono::milliseconds limit) {
  if (!status_ && ends_in_time(pid_, limit)) status_ = reaped(pid_);
  return status_;
}

Finished run(const Launch& launch) {
  Process process(launch);
  auto status = process.status();
  if (!status) {
    process.signal(SIGKILL);
    status = process.status();
  }
  return {*status, process.out().all(), process.err().all()};
}

void PrintTo(const Finished& finished, std::ostream* out) {
  *out << "exit status " << finished.status << "\nstdout:\n"
       << finished.out << "\nstderr:\n"
       << finished.err;
}

}  // namespace aio::scenarios
