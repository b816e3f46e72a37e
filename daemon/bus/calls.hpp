// SPDX-License-Identifier: MIT
#pragma once

#include <aio/task.hpp>

#include <cstddef>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <sdbus-c++/IConnection.h>
#include <sdbus-c++/MethodResult.h>
#include <sdbus-c++/Types.h>

#include "daemon/runner/runner.hpp"
#include "dbus/errors.hpp"
#include "dbus/pump.hpp"
#include "dbus/raw.hpp"
#include "dbus/value.hpp"

namespace aio::bus {

using Options = std::map<std::string, sdbus::Variant>;

/// The method calls of one connection that take their time. Shared by the connection's objects and
/// by each call on its way: a call that outlives the connection keeps the dead one, which it still
/// points to, until it has ended.
class Calls : public std::enable_shared_from_this<Calls> {
 public:
  static constexpr std::size_t most = 1024;            ///< at one time; more are refused
  static constexpr std::size_t most_emits = most / 2;  ///< endless listeners shut out no reload
  static constexpr std::size_t most_of_a_sender = 64;

  Calls(runner::Runner& runner, std::shared_ptr<sdbus::IConnection> connection, dbus::Pump& pump)
      : connection_(std::move(connection)),
        bus_(dbus::raw(*connection_)),
        runner_(runner),
        pump_(&pump) {}

  sd_bus* bus() const noexcept { return bus_; }

  void close() noexcept { pump_ = nullptr; }  ///< answers go nowhere from now on

  /// Runs a verb as one of the runner's tasks, for the call that is being dispatched. `reply` sends
  /// its value; what it throws becomes the call's error. Refused when `limit` calls are under way,
  /// or most_of_a_sender of this sender. A sender that has gone counts until its calls have ended.
  template <class Value, class Result, class Reply>
  void answer(task<Value> verb, Result result, Reply reply, std::size_t limit = most) {
    std::string sender = dbus::current_sender(bus_);
    if (under_way_ >= limit || of_sender(sender) >= most_of_a_sender)
      return result.returnError(
          dbus::to_dbus(Error(Fault::too_large, "too many calls at one time")));
    runner_.spawn(answering(shared_from_this(), std::move(sender), std::move(verb),
                            std::move(result), std::move(reply)),
                  {});
  }

 private:
  struct UnderWay {
    UnderWay(Calls& calls, std::string sender)
        : calls(calls), of_sender(calls.senders_.try_emplace(std::move(sender)).first) {
      ++calls.under_way_;
      ++of_sender->second;
    }
    ~UnderWay() {
      --calls.under_way_;
      if (--of_sender->second == 0) calls.senders_.erase(of_sender);
    }
    UnderWay(const UnderWay&) = delete;
    UnderWay& operator=(const UnderWay&) = delete;

    Calls& calls;
    std::map<std::string, std::size_t>::iterator of_sender;
  };

  std::size_t of_sender(const std::string& sender) const {
    const auto found = senders_.find(sender);
    return found == senders_.end() ? 0 : found->second;
  }

  template <class Value, class Result, class Reply>
  static task<> answering(std::shared_ptr<Calls> calls,
                          std::string sender,
                          task<Value> verb,
                          Result given,
                          Reply reply) {
    // It points into the connection that `calls` keeps, and g++ 12 destroys that parameter first.
    Result result = std::move(given);
    const UnderWay counted(*calls, std::move(sender));
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
  sd_bus* bus_;
  runner::Runner& runner_;
  dbus::Pump* pump_;
  std::size_t under_way_ = 0;
  std::map<std::string, std::size_t> senders_;  // those that have calls under way
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

[[noreturn]] inline void refuse_arguments(const std::string& what) {
  throw sdbus::Error("org.freedesktop.DBus.Error.InvalidArgs", what);
}

/// An option's value, if it is given.
template <class Held>
std::optional<Held> take(Options& options, const char* name) {
  const auto given = options.extract(name);
  if (given.empty()) return std::nullopt;
  const std::string type = dbus::signature_of(Held());
  if (given.mapped().peekValueType() != type)
    refuse_arguments("the option '" + std::string(name) + "' is of the type " + type);
  return given.mapped().get<Held>();
}

/// The option `wait`, taken out of the others; true when it is not given.
inline bool take_wait(Options& options) {
  return take<bool>(options, "wait").value_or(true);
}

/// Later versions add options to a method; one that is not known must not be passed over silently.
inline void refuse_unknown(const Options& options) {
  if (!options.empty()) refuse_arguments("unknown option '" + options.begin()->first + "'");
}

}  // namespace aio::bus
