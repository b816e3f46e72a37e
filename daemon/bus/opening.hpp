// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <sdbus-c++/IConnection.h>

#include "daemon/runtime/loop/event_loop.hpp"
#include "dbus/connection.hpp"

namespace aio::bus {

/// One attempt to connect to a bus, off the loop: a bus that takes the connection and says nothing
/// would hold it for seconds. Owned by Bus. Dropped before its end, it is not heard of again.
class Opening {
 public:
  /// The connection, or why there is none; on the loop's thread.
  using OnEnd = std::function<void(std::unique_ptr<sdbus::IConnection>, std::string why)>;

  Opening(runtime::EventLoop& loop, dbus::Bus bus, OnEnd on_end);
  Opening(const Opening&) = delete;
  Opening& operator=(const Opening&) = delete;
  ~Opening();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;  // with the thread, which may outlive us
};

}  // namespace aio::bus
