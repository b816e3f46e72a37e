// SPDX-License-Identifier: MIT
#include "daemon/runtime/programs/spawner.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <csignal>
#include <utility>

#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/programs/no_signals.hpp"

namespace aio::runtime {

void Spawner::start(std::shared_ptr<Order> order) {
  put([this, order = std::move(order)] { carry_out(order); });
}

void Spawner::bury(Child child) {
  const auto kept = std::make_shared<Child>(std::move(child));
  put([kept] {
    kill(-kept->pid, SIGKILL);
    siginfo_t ignored{};
    waitid(P_PIDFD, static_cast<id_t>(kept->process.number()), &ignored, WEXITED);
  });
}

void Spawner::put(std::function<void()> job) {
  if (!thread_.begun()) {
    // Whoever loses his parent among our descendants becomes a child of ours: see Strangers.
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    const NoSignals blocked;  // they are for the loop's thread
    thread_.begin();
  }
  thread_.put(std::move(job));
}

void Spawner::carry_out(const std::shared_ptr<Order>& order) {
  try {
    order->child = start_process(order->launch);
  } catch (...) {
    order->error = text_of_current();
  }
  order->launch = {};  // its descriptors are the child's alone
  loop_.post([this, order] { hand_over(order); });
}

void Spawner::hand_over(const std::shared_ptr<Order>& order) {
  if (const auto done = std::exchange(order->done, {}))
    done(*order);
  else if (order->child.process)
    bury(std::move(order->child));
}

}  // namespace aio::runtime
