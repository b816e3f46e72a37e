// SPDX-License-Identifier: MIT
#include "dbus/inquiry.hpp"

#include <systemd/sd-bus.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace aio::dbus {

struct Inquiry::Reply {
  static int came(sd_bus_message* answer, void* self, sd_bus_error*) noexcept {
    const OnAnswer on_answer = std::move(static_cast<Inquiry*>(self)->on_answer_);
    try {
      on_answer(answer);
    } catch (...) {
      // Nothing is thrown into the frames of the C library; who asks decides what a failure is.
    }
    return 0;
  }
};

// libsystemd takes 0 for its default of 25 s.
Inquiry::Inquiry(sd_bus* bus,
                 const Message& call,
                 std::chrono::microseconds limit,
                 OnAnswer on_answer)
    : on_answer_(std::move(on_answer)) {
  sd_bus_slot* slot = nullptr;
  const auto usec = static_cast<std::uint64_t>(std::max<std::int64_t>(limit.count(), 1));
  check(sd_bus_call_async(bus, &slot, call.get(), &Reply::came, this, usec), "call");
  slot_.reset(slot);
}

}  // namespace aio::dbus
