// SPDX-License-Identifier: MIT
#include "daemon/runner/worker.hpp"

namespace aio::runner {

Worker::Worker(runtime::EventLoop& loop) : loop_(loop), thread_([this] { work(); }) {}

Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Worker::submit(std::function<void()> job, std::coroutine_handle<> waiting) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back([this, job = std::move(job), waiting, busy = loop_.busy()] {
      job();
      loop_.post([waiting] { waiting.resume(); });
    });
  }
  wake_.notify_one();
}

void Worker::work() {
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

}  // namespace aio::runner
