// SPDX-License-Identifier: MIT
#include "ctl/polkit_agent.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>

namespace aio::ctl {
namespace {

constexpr int patience_ms = 5000;  // until it has told polkit of itself

// It asks for the process that is its parent, which polkit looks at. In a graphical session it
// leaves the question to the agent that is there already.
[[noreturn]] void become_agent(int ready, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(1);  // which ended before that
  ::signal(SIGPIPE, SIG_DFL);
  ::fcntl(ready, F_SETFD, 0);
  const std::string descriptor = std::to_string(ready);
  ::execlp("pkttyagent", "pkttyagent", "--notify-fd", descriptor.c_str(), "--fallback", nullptr);
  ::_exit(127);
}

// It closes its end, also when it cannot be started.
void wait_for_close(int end) {
  pollfd closed{end, 0, 0};
  while (::poll(&closed, 1, patience_ms) < 0 && errno == EINTR) continue;
}

}  // namespace

PolkitAgent::PolkitAgent() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return;
  const pid_t parent = ::getpid();
  process_ = ::fork();
  if (process_ == 0) become_agent(ends[1], parent);
  ::close(ends[1]);
  if (process_ > 0) wait_for_close(ends[0]);
  ::close(ends[0]);
}

// It has the terminal's settings to bring back, if it was asking.
PolkitAgent::~PolkitAgent() {
  if (process_ <= 0) return;
  ::kill(process_, SIGTERM);
  ::kill(process_, SIGCONT);
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) continue;
}

}  // namespace aio::ctl
