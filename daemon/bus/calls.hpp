// SPDX-License-Identifier: MIT
#pragma once

#include <aio/task.hpp>

#include <cstddef>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <sdbus-c++/IConnection.h>
#include <sdbus-c++/MethodResult.h>
#include <sdbus-c++/Types.h>

#include "daemon/runner/runner.hpp"
#include "dbus/errors.hpp"
#include "dbus/pump.hpp"

namespace aio::bus {

using Options = std::map<std::string, sdbus::Variant>;

/// The method calls of one connection that take their time. Shared by the connection's objects and
/// by each call on its way: a call that outlives the connection keeps the dead one, which it still
/// points to, until it has ended.
class Calls : public std::enable_shared_from_this<Calls> {
 public:
  static constexpr std::size_t most = 1024;            ///< at one time; more are refused
  static constexpr std::size_t most_emits = most / 2;  ///< endless listeners shut out no reload

  Calls(runner::Runner& runner, std::shared_ptr<sdbus::IConnection> connection, dbus::Pump& pump)
      : connection_(std::move(connection)), runner_(runner), pump_(&pump) {}

  void close() noexcept { pump_ = nullptr; }  ///< answers go nowhere from now on

  /// Runs a verb as one of the runner's tasks. `reply` sends its value; what it throws becomes the
  /// call's error. Refused when `limit` calls are under way.
  template <class Value, class Result, class Reply>
  void answer(task<Value> verb, Result result, Reply reply, std::size_t limit = most) {
    if (under_way_ >= limit)
      return result.returnError(
          dbus::to_dbus(Error(Fault::too_large, "too many calls at one time")));
    runner_.spawn(
        answering(shared_from_this(), std::move(verb), std::move(result), std::move(reply)), {});
  }

 private:
  struct UnderWay {
    explicit UnderWay(Calls& calls) noexcept : calls(calls) { ++calls.under_way_; }
    ~UnderWay() { --calls.under_way_; }
    Calls& calls;
  };

  template <class Value, class Result, class Reply>
  static task<> answering(std::shared_ptr<Calls> calls,
                          task<Value> verb,
                          Result result,
                          Reply reply) {
    const UnderWay counted(*calls);
    std::exception_ptr failure;
    try {
      Value value = co_await std::move(verb);
      if (calls->pump_ != nullptr) reply(result, std::move(value));
    } catch (...) {
      failure = std::current_exception();
    }
    calls->end(result, failure);
  }

  template <class Result>
  void end(Result& result, const std::exception_ptr& failure) {
    if (pump_ == nullptr) return;
    try {
      if (failure) result.returnError(dbus::to_dbus(failure));
    } catch (const sdbus::Error&) {
      // The connection broke in this moment: the pump tells of it.
    }
    pump_->wake();
  }

  std::shared_ptr<sdbus::IConnection> connection_;
  runner::Runner& runner_;
  dbus::Pump* pump_;
  std::size_t under_way_ = 0;
};

/// What a method does at once; nothing but sdbus::Error leaves it.
template <class Function>
auto answered(Function function) {
  try {
    return function();
  } catch (...) {
    throw dbus::to_dbus(std::current_exception());
  }
}

/// Later versions add options to a method; one that is not known must not be passed over silently.
inline void refuse_unknown(const Options& options) {
  if (!options.empty())
    throw sdbus::Error("org.freedesktop.DBus.Error.InvalidArgs",
                       "unknown option '" + options.begin()->first + "'");
}

}  // namespace aio::bus
