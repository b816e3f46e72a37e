// SPDX-License-Identifier: MIT
#pragma once

#include <aio/event.hpp>
#include <aio/handler.hpp>
#include <aio/task.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aio {

using ListenerFunction = Handler<Signal>;

/// How one listener's call ended.
struct Outcome {
  enum class Result : std::uint8_t {
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

namespace detail {

/// One signal of a running app, as an Emitter holds it. It may outlive the app, and then tells so.
class SignalLine {
 public:
  virtual ~SignalLine() = default;
  virtual bool send(const std::string& name, const std::string& data) = 0;  ///< false: no app
  virtual bool open() const noexcept = 0;
  virtual task<std::vector<Outcome>> emit(std::string name, std::string data, Until until) = 0;
};

}  // namespace detail

/// The app's signals. Names do not tell case apart. Lives as long as the app; belongs to the loop's
/// thread.
///   How many emits of a signal may be under way, and what happens to the next one, stands in its
/// [signal/NAME]. An emit that must wait for its turn holds its data meanwhile; all that wait or
/// are under way hold 256 MiB at most, and 10,000 of one signal wait at most: more are dropped.
/// An emit that a listener awaits never waits for its own signal's turn, which would not come while
/// the listener waits: it is dropped. A chain of emits, each by a listener of the one before, is
/// cut after 100.
class Signals {
 public:
  using Subscription = std::uint64_t;

  virtual ~Signals() = default;

  /// Begins every listener in order, none waits for another; ends when all have ended (or, for
  /// Until::begun, when all have begun), with an outcome for each. What a listener throws is its
  /// outcome, and never the emitter's. Nobody listens: no outcome.
  virtual task<std::vector<Outcome>> emit(std::string name,
                                          std::string data = {},
                                          Until until = Until::ended) = 0;

  /// The same for who does not ask how it ends: begins the listeners before it returns, if it has
  /// not to wait for its turn, and costs neither coroutine nor outcomes. May be used by plain
  /// functions.
  virtual void send(const std::string& name, const std::string& data = {}) = 0;

  /// For an Emitter: the signal, looked up once.
  virtual std::shared_ptr<detail::SignalLine> line(std::string_view name) = 0;

  /// Adds a listener, heard by emits that begin after this, also across reloads, until unlisten().
  virtual Subscription listen(std::string name, ListenerFunction listener) = 0;

  /// The listener is not begun again, not even by an emit that is just calling its listeners, and
  /// has an outcome `dropped` there; one that runs goes on to its end. May be called by the
  /// listener itself. An unknown subscription is ignored.
  virtual void unlisten(Subscription subscription) noexcept = 0;
};

/// A signal that is emitted often: its name is looked up at the first emit, and not at each. A
/// value of its user's, of any life span: before an app runs and after it nobody hears it. Belongs
/// to the thread that uses it first.
class Emitter {
 public:
  Emitter() = default;
  explicit Emitter(std::string name) : name_(std::move(name)) {}

  const std::string& name() const noexcept { return name_; }

  /// As Signals::send().
  void send(const std::string& data = {}) {
    if (line_ == nullptr || !line_->send(name_, data)) send_anew(data);
  }
  /// As Signals::emit().
  task<std::vector<Outcome>> emit(std::string data = {}, Until until = Until::ended);

 private:
  void send_anew(const std::string& data);
  void look_up();

  std::string name_;
  std::shared_ptr<detail::SignalLine> line_;
};

}  // namespace aio
