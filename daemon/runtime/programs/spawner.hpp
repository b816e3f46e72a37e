// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "daemon/runtime/loop/event_loop.hpp"
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
  ~Spawner();

  void start(std::shared_ptr<Order> order);

  /// Kills the process group and waits for its end, which may take its time.
  void bury(Child child);

 private:
  void put(std::function<void()> job);
  void work();
  void carry_out(const std::shared_ptr<Order>& order);
  void hand_over(const std::shared_ptr<Order>& order);

  EventLoop& loop_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool ending_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace aio::runtime
