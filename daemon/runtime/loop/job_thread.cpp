// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/job_thread.hpp"

#include <sys/prctl.h>
#include <utility>

namespace aio::runtime {

JobThread::~JobThread() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void JobThread::begin() {
  if (!begun()) thread_ = std::thread([this] { work(); });
}

void JobThread::put(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  wake_.notify_one();
  begin();
}

void JobThread::work() {
  prctl(PR_SET_NAME, name_);
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    const auto job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
    lock.lock();
  }
}

}  // namespace aio::runtime
