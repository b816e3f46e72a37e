// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/job_thread.hpp"
#include "daemon/runtime/programs/launch.hpp"

namespace aio::runtime {

/// A thread that starts processes: an exec waits for a disk, which the loop may not. Begins with
/// the first one. Owned by Programs; its end waits for the start that is on, and by then nobody may
/// be waiting for a process, since the end of the thread that has started it asks it to stop.
class Spawner {
 public:
  /// One start, shared by both threads.
  struct Order {
    Launch launch;
    Child child;                       ///< when it has begun
    std::string error;                 ///< why it has not; empty when it has
    std::function<void(Order&)> done;  ///< on the loop; empty when nobody wants it any more
  };

  explicit Spawner(EventLoop& loop) noexcept : loop_(loop) {}

  void start(std::shared_ptr<Order> order);

  /// Kills the process group and waits for its end, which may take its time.
  void bury(Child child);

 private:
  void put(std::function<void()> job);
  void carry_out(const std::shared_ptr<Order>& order);
  void hand_over(const std::shared_ptr<Order>& order);

  EventLoop& loop_;
  JobThread thread_{"aiod-spawner"};
};

}  // namespace aio::runtime
