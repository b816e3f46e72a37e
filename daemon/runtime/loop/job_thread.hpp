// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace aio::runtime {

/// A thread for what would hold up the loop: runs jobs in their order. Owned by whoever gives it
/// jobs, and sees to it that what they use outlives it; its end waits for those that it was given.
/// The name is for ps(1), of 15 bytes at most, and outlives this.
class JobThread {
 public:
  explicit JobThread(const char* name) noexcept : name_(name) {}
  ~JobThread();
  JobThread(const JobThread&) = delete;
  JobThread& operator=(const JobThread&) = delete;

  bool begun() const noexcept { return thread_.joinable(); }
  void begin();  ///< the thread, with the caller's signal mask; does nothing the second time

  /// From one thread alone. Begins the thread if nobody has.
  void put(std::function<void()> job);  ///< which throws nothing

 private:
  void work();

  const char* name_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool ending_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace aio::runtime
