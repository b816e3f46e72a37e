// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>

#include "dbus/raw.hpp"

namespace aio::dbus {

/// A call of another program's method that waits for its answer, which holds nobody up. Owned by
/// whoever asks; the connection outlives it. Of the thread that serves that. The answer comes once,
/// an error in its place when there is none in time or the connection ends; when this goes before,
/// it does not come at all.
class Inquiry {
 public:
  /// It may destroy the Inquiry.
  using OnAnswer = std::function<void(sd_bus_message* answer)>;

  /// Throws sdbus::Error.
  Inquiry(sd_bus* bus, const Message& call, std::chrono::microseconds limit, OnAnswer on_answer);
  Inquiry(const Inquiry&) = delete;
  Inquiry& operator=(const Inquiry&) = delete;

 private:
  struct Reply;  // what libsystemd calls

  OnAnswer on_answer_;
  Slot slot_;
};

}  // namespace aio::dbus
