// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <sdbus-c++/IConnection.h>
#include <sdbus-c++/IProxy.h>

namespace aio::dbus {

/// What the bus said to a request for a name.
struct NameAnswer {
  bool owned = false;
  std::optional<pid_t> owner{};  ///< who has it, when we have not and the bus could tell
  std::string failure{};         ///< why the bus did not answer at all; empty when it did
};

/// Asks the bus for a name without ever waiting: neither in its queue, nor for its answer. Owned by
/// whoever serves the connection, which outlives it; not to be destroyed in its own callback.
///   idle --send()--> asked --the name is free--> answered: owned
///                    asked --somebody has it--> asked for the owner's pid --> answered: not owned
class NameRequest {
 public:
  using OnAnswer = std::function<void(NameAnswer)>;

  NameRequest(sdbus::IConnection& connection, std::string name, OnAnswer on_answer);

  /// One answer comes through the callback, on the thread that serves the connection. Once it is
  /// there the name may be asked for again.
  void send();

 private:
  void ask_for_owner();

  std::string name_;
  OnAnswer on_answer_;
  std::unique_ptr<sdbus::IProxy> driver_;
};

}  // namespace aio::dbus
