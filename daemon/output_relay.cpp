// SPDX-License-Identifier: MIT
#include "daemon/output_relay.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <utility>
#include <vector>

#include "daemon/relay_process.hpp"
#include "daemon/runtime/log/put.hpp"

namespace aio {
namespace {

// Later descriptors must not become somebody's output. For reading: who writes there is told.
void fill_gaps() {
  while (true) {
    const int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fd > STDERR_FILENO) {
      if (fd >= 0) close(fd);
      return;
    }
    fcntl(fd, F_SETFD, 0);
  }
}

/// Whether a write there may wait for somebody.
bool may_block(int fd) {
  struct stat status {};
  return fstat(fd, &status) == 0 &&
         (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode) || isatty(fd) == 1);
}

bool are_one(int one, int other) {
  struct stat first {};
  struct stat second {};
  return fstat(one, &first) == 0 && fstat(other, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

/// In the child: everything but the lanes, the control and the three standard streams is aiod's.
void close_all_but(std::vector<int> kept) {
  std::ranges::sort(kept);
  unsigned int next = STDERR_FILENO + 1;
  for (const int fd : kept) {
    const auto number = static_cast<unsigned int>(fd);
    if (number > next) close_range(next, number - 1, 0);
    next = std::max(next, number + 1);
  }
  close_range(next, ~0U, 0);
}

int cloexec_duplicate(int fd) {
  return fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
}

}  // namespace

OutputRelay::OutputRelay() {
  fill_gaps();
  const bool out = may_block(STDOUT_FILENO);
  const bool err = may_block(STDERR_FILENO);
  if (out || err) begin(out, err);
}

// Without descriptors or processes left there is no relay: prints go where they went.
void OutputRelay::begin(bool out, bool err) {
  const bool one = out && err && are_one(STDOUT_FILENO, STDERR_FILENO);  // keep their order
  int control[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control) != 0) return;
  const runtime::Streams real{cloexec_duplicate(STDOUT_FILENO), cloexec_duplicate(STDERR_FILENO)};
  std::vector<RelayLane> lanes;
  std::vector<std::pair<int, int>> ends;  // the end to write to, and for which stream
  for (const auto& [wanted, stream, to] : {std::tuple(out, STDOUT_FILENO, real.out),
                                           std::tuple(err && !one, STDERR_FILENO, real.err)}) {
    int pipe_ends[2];
    if (!wanted || pipe2(pipe_ends, O_CLOEXEC) != 0) continue;
    lanes.push_back({pipe_ends[0], to});
    ends.emplace_back(pipe_ends[1], stream);
  }
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    std::vector<int> kept{control[1]};
    for (const RelayLane& lane : lanes) kept.insert(kept.end(), {lane.from, lane.to});
    close_all_but(std::move(kept));
    run_relay(lanes, control[1]);
  }
  close(control[1]);
  for (const RelayLane& lane : lanes) close(lane.from);
  if (child < 0) close(control[0]);
  for (const auto& [end, stream] : ends) {
    if (child > 0) dup2(end, stream);
    if (child > 0 && one) dup2(end, STDERR_FILENO);
    close(end);
  }
  if (child < 0) {
    close(real.out);
    close(real.err);
    return;
  }
  control_ = control[0];
  child_ = child;
  streams_ = real;
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // a line is seen when it is printed, as on a terminal
}

OutputRelay::~OutputRelay() {
  if (control_ < 0) return;
  flush();
  dup2(streams_.out, STDOUT_FILENO);
  dup2(streams_.err, STDERR_FILENO);
  close(streams_.out);
  close(streams_.err);
  close(control_);
  reap();
}

// It ends at once, unless a child of ours still has a stream: then it ends with that one.
void OutputRelay::reap() noexcept {
  const int ended = static_cast<int>(syscall(SYS_pidfd_open, child_, 0));
  if (ended < 0) return;
  pollfd polled{ended, POLLIN, 0};
  poll(&polled, 1, 200);
  close(ended);
  waitpid(child_, nullptr, WNOHANG);
}

void OutputRelay::flush() noexcept {
  std::fflush(stdout);
  if (control_ < 0) return;
  char byte = '.';
  if (send(control_, &byte, 1, MSG_NOSIGNAL) != 1) return;
  pollfd answered{control_, POLLIN, 0};
  if (poll(&answered, 1, 2 * relay_patience_ms) == 1) [[maybe_unused]]
    const ssize_t size = read(control_, &byte, 1);
}

}  // namespace aio
