// SPDX-License-Identifier: MIT
#pragma once

#include <pthread.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/stack_capture.hpp"
#include "daemon/runtime/loop/turning.hpp"
#include "daemon/runtime/snapshot.hpp"

namespace aio::runtime {

/// A thread that notices when a loop has not turned for a while: it says in the log who holds it up
/// and where that code stands, and later how long it took. It costs the loop one empty job for each
/// half of that while. Owned by the composition root; ends before the log does.
class LoopWatch {
 public:
  /// Hears, on the watch's thread and while the loop stands still, what the log is told, in a line.
  /// An empty line: the loop turns again.
  using Tell = std::function<void(const std::string& line)>;

  explicit LoopWatch(Tell tell = {}, std::chrono::nanoseconds limit = std::chrono::seconds(1));
  ~LoopWatch();
  LoopWatch(const LoopWatch&) = delete;
  LoopWatch& operator=(const LoopWatch&) = delete;

  void limit(std::chrono::nanoseconds limit);
  StallSnapshot snapshot() const;

 private:
  /// One loop. What a ping writes outlives both, since the loop may never come to it.
  struct Answer {
    std::atomic<TimePoint> given{};  // when; the epoch: not yet
    std::atomic<pthread_t> thread{};
  };
  struct Watched {
    EventLoop& loop;
    std::string name;
    Turning turning;
    std::shared_ptr<Answer> answer;
    clockid_t cpu_clock = 0;
    std::chrono::nanoseconds cpu_before{0};  // that its thread had used at the ping
    StallSnapshot stall{};
  };
  using Loops = std::list<Watched>;

 public:
  /// While it lives, the loop is watched; it must not outlive the loop's run(), nor the watch.
  class Guard {
   public:
    Guard(LoopWatch& watch, EventLoop& loop, std::string name);
    ~Guard();
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

   private:
    LoopWatch& watch_;
    Loops::iterator place_;
  };

 private:
  void work();
  void look(Watched& watched, TimePoint now, std::chrono::nanoseconds late);
  void ping(Watched& watched, TimePoint now);
  void tell_stall(Watched& watched, TimePoint now);
  void tell_end(Watched& watched);
  std::chrono::nanoseconds period() const noexcept;

  Tell tell_;
  StackCapture capture_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::chrono::nanoseconds limit_;
  Loops loops_;
  StallSnapshot last_;
  bool ending_ = false;
  std::thread thread_;  // a loop that stands still cannot watch itself
};

}  // namespace aio::runtime
