// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <sdbus-c++/IConnection.h>

namespace aio::dbus {

/// Serves a connection from the loop: everything that arrives on it, and its time limits. Nothing
/// is thrown out of it. Owned by whoever owns the connection, and gone before it; it may be
/// destroyed at any time, also in its own callback. Belongs to the loop's thread, and so do all
/// calls on the connection from now on; none of them may wait for its answer. While the bus does
/// not take what is to be sent, nothing more is read, so that no more than one answer is queued.
///   serving --the connection breaks--> broken: `on_broken` is called, once
class Pump {
 public:
  using OnBroken = std::function<void(std::string why)>;

  Pump(boost::asio::io_context& loop, sdbus::IConnection& connection, OnBroken on_broken);
  Pump(const Pump&) = delete;
  Pump& operator=(const Pump&) = delete;
  ~Pump();

  /// To be called after something was sent from outside a handler: an answer that came late, a
  /// call, a signal. sdbus-c++ 1.2 has nothing that would tell us.
  void wake();

 private:
  class Serving;
  std::shared_ptr<Serving> serving_;  // shared with its own pending waits, which end after us
};

}  // namespace aio::dbus
