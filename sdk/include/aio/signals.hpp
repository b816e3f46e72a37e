// SPDX-License-Identifier: MIT
#pragma once

#include <aio/event.hpp>
#include <aio/handler.hpp>
#include <aio/task.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace aio {

using ListenerFunction = Handler<Signal>;

/// How one listener's call ended.
struct Outcome {
  enum class Result {
    ok,
    failed,
    timeout,  ///< took longer than [signal/NAME] timeout, and was asked to stop
    dropped,  ///< asked to stop, or never begun; `error` says why
    begun     ///< still runs; only for an emit that does not wait for the end
  };

  std::string handler;  ///< dotted name; "(code)" for one added by code without a name
  Result result = Result::ok;
  std::string error;  ///< empty when ok
  std::chrono::microseconds took{0};
};

/// What an emit waits for: that each listener has begun, or that each has ended.
enum class Until { begun, ended };

/// The app's signals. Names do not tell case apart. Lives as long as the app.
class Signals {
 public:
  using Subscription = std::uint64_t;

  virtual ~Signals() = default;

  /// Begins every listener in order, none waits for another; ends when all have ended, with an
  /// outcome for each. What a listener throws is its outcome, and never the emitter's. Nobody
  /// listens: no outcome.
  virtual task<std::vector<Outcome>> emit(std::string name,
                                          std::string data = {},
                                          Until until = Until::ended) = 0;

  /// Adds a listener, heard from the next emit on, also across reloads, until unlisten().
  virtual Subscription listen(std::string name, ListenerFunction listener) = 0;
  virtual void unlisten(Subscription subscription) noexcept = 0;  ///< an unknown one is ignored
};

}  // namespace aio
