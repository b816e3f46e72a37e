// SPDX-License-Identifier: MIT
#include "daemon/runner/worker.hpp"

namespace aio::runner {

void Worker::submit(std::function<void()> job, std::coroutine_handle<> waiting) {
  thread_.put([this, job = std::move(job), waiting, busy = loop_.busy()] {
    job();
    loop_.post([waiting] { waiting.resume(); });
  });
}

}  // namespace aio::runner
