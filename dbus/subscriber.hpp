// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "dbus/raw.hpp"
#include "dbus/value.hpp"

namespace aio::dbus {

/// Another program on the bus that is sent events, by its unique name: whether it is still there,
/// and whether it reads. Written with libsystemd, since sdbus-c++ 1.2 would wait for the answer to
/// AddMatch and sends signals to all alone. Owned by whoever sends; the connection outlives it. Of
/// the loop's thread. It may be destroyed in its own callbacks.
class Subscriber {
 public:
  using OnGone = std::function<void()>;  ///< it has left the bus, or cannot be watched
  using OnRead = std::function<void()>;  ///< it has read all that was sent before the question

  /// `name` begins with ':'. Throws sdbus::Error.
  Subscriber(sd_bus* bus, std::string name, OnGone on_gone, OnRead on_read);
  Subscriber(const Subscriber&) = delete;
  Subscriber& operator=(const Subscriber&) = delete;

  const std::string& name() const noexcept { return name_; }

  /// Manager.Event. Throws sdbus::Error.
  void send(std::uint64_t time_usec,
            const char* kind,
            const std::string& item,
            const Properties& details);

  /// Asks whether it has read what was sent until now, by Peer.Ping without a limit of time; one
  /// question at a time. Throws sdbus::Error.
  void ask();

 private:
  struct Answers;  // what libsystemd calls

  void gone() const;

  sd_bus* bus_;
  const std::string name_;
  const OnGone on_gone_;
  const OnRead on_read_;
  Slot watch_;
  Slot question_;
};

}  // namespace aio::dbus
