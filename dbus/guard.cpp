// SPDX-License-Identifier: MIT
#include "dbus/guard.hpp"

#include <systemd/sd-bus.h>

#include <cstring>
#include <string>

#include <aio/error.hpp>

#include "dbus/errors.hpp"

namespace aio::dbus {
namespace {

enum class Verdict { fits, too_large, descriptor, broken };

/// A walk through the values of a message, which ends at the first that is too much.
class Walk {
 public:
  Walk(sd_bus_message* message, const Limits& limits) : message_(message), left_(limits) {}

  Verdict values() {
    for (;;) {
      char type = 0;
      const char* inner = nullptr;
      const int there = sd_bus_message_peek_type(message_, &type, &inner);
      if (there < 0) return Verdict::broken;
      if (there == 0) return Verdict::fits;
      const Verdict verdict = value(type, inner);
      if (verdict != Verdict::fits) return verdict;
    }
  }

 private:
  Verdict value(char type, const char* inner) {
    if (left_.entries-- == 0) return Verdict::too_large;
    switch (type) {
      case SD_BUS_TYPE_ARRAY:
      case SD_BUS_TYPE_VARIANT:
      case SD_BUS_TYPE_STRUCT:
      case SD_BUS_TYPE_DICT_ENTRY:
        return container(type, inner);
      case SD_BUS_TYPE_UNIX_FD:
        return Verdict::descriptor;
      case SD_BUS_TYPE_STRING:
      case SD_BUS_TYPE_OBJECT_PATH:
      case SD_BUS_TYPE_SIGNATURE:
        return text(type);
      default:
        return sd_bus_message_skip(message_, nullptr) < 0 ? Verdict::broken : Verdict::fits;
    }
  }

  // The signature says of an array of nothing what it would hold.
  Verdict container(char type, const char* inner) {
    if (std::strchr(inner, SD_BUS_TYPE_UNIX_FD) != nullptr) return Verdict::descriptor;
    if (left_.depth-- == 0) return Verdict::too_large;
    if (sd_bus_message_enter_container(message_, type, inner) < 0) return Verdict::broken;
    const Verdict verdict = values();
    if (verdict != Verdict::fits) return verdict;
    ++left_.depth;
    return sd_bus_message_exit_container(message_) < 0 ? Verdict::broken : Verdict::fits;
  }

  Verdict text(char type) {
    const char* held = nullptr;
    if (sd_bus_message_read_basic(message_, type, &held) < 0) return Verdict::broken;
    const std::size_t size = std::strlen(held);
    if (size > left_.bytes) return Verdict::too_large;
    left_.bytes -= size;
    return Verdict::fits;
  }

  sd_bus_message* message_;
  Limits left_;
};

int refuse(sd_bus_message* call, const char* name, const std::string& text) {
  const int sent = sd_bus_reply_method_errorf(call, name, "%s", text.c_str());
  return sent < 0 ? sent : 1;  // 1: no object sees it
}

int look_at(sd_bus_message* call, const Limits& limits) {
  const Verdict verdict = Walk(call, limits).values();
  switch (verdict) {
    case Verdict::fits:
      return sd_bus_message_rewind(call, 1) < 0 ? -EBADMSG : 0;
    case Verdict::too_large:
      return refuse(call, error_name(Fault::too_large),
                    "a call may hold " + std::to_string(limits.bytes) + " bytes of strings and " +
                        std::to_string(limits.entries) + " values, " +
                        std::to_string(limits.depth) + " deep");
    case Verdict::descriptor:
      return refuse(call, SD_BUS_ERROR_INVALID_ARGS, "no method takes a file descriptor");
    case Verdict::broken:
      break;
  }
  return refuse(call, SD_BUS_ERROR_INVALID_ARGS, "the arguments cannot be read");
}

int on_message(sd_bus_message* message, void* limits, sd_bus_error*) {
  if (sd_bus_message_is_method_call(message, nullptr, nullptr) <= 0) return 0;
  try {
    return look_at(message, *static_cast<const Limits*>(limits));
  } catch (...) {
    return -ENOMEM;
  }
}

}  // namespace

Guard::Guard(sdbus::IConnection& connection, const Limits& limits) : limits_(limits) {
  sd_bus_slot* slot = nullptr;
  check(sd_bus_add_filter(raw(connection), &slot, &on_message, &limits_), "filter");
  filter_.reset(slot);
}

}  // namespace aio::dbus
