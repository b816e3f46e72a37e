// SPDX-License-Identifier: MIT
#include "dbus/call.hpp"

#include <systemd/sd-bus.h>

#include <string_view>

#include "dbus/raw.hpp"

namespace aio::dbus {
namespace {

template <class Held>
sdbus::Variant read_as(sd_bus_message* message, char type) {
  Held value{};
  check(sd_bus_message_read_basic(message, type, &value), "option");
  return sdbus::Variant(value);
}

/// Of the types that an option has in this version; another one is not looked into.
sdbus::Variant read_value(sd_bus_message* message, std::string_view type) {
  if (type == "b") {
    int value = 0;
    check(sd_bus_message_read_basic(message, 'b', &value), "option");
    return sdbus::Variant(value != 0);
  }
  if (type == "u") return read_as<std::uint32_t>(message, 'u');
  if (type == "t") return read_as<std::uint64_t>(message, 't');
  if (type == "s") {
    const char* value = nullptr;
    check(sd_bus_message_read_basic(message, 's', &value), "option");
    return sdbus::Variant(std::string(value));
  }
  throw sdbus::Error(SD_BUS_ERROR_INVALID_ARGS,
                     "no option is of the type '" + std::string(type) + "'");
}

}  // namespace

Call::Call(sd_bus_message* message) : message_(sd_bus_message_ref(message)) {}

std::string Call::member() const {
  return sd_bus_message_get_member(message_.get());
}

std::map<std::string, sdbus::Variant> Call::options() {
  sd_bus_message* const message = message_.get();
  std::map<std::string, sdbus::Variant> options;
  check(sd_bus_message_enter_container(message, 'a', "{sv}"), "options");
  while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
    const char* name = nullptr;
    const char* type = nullptr;
    check(sd_bus_message_read_basic(message, 's', &name), "options");
    check(sd_bus_message_peek_type(message, nullptr, &type), "options");
    const std::string key = name;
    check(sd_bus_message_enter_container(message, 'v', type), "options");
    options.insert_or_assign(key, read_value(message, type));
    check(sd_bus_message_exit_container(message), "options");
    check(sd_bus_message_exit_container(message), "options");
  }
  check(sd_bus_message_exit_container(message), "options");
  return options;
}

void Call::returnResults(const std::vector<Value>& values) const {
  sd_bus_message* made = nullptr;
  check(sd_bus_message_new_method_return(message_.get(), &made), "reply");
  const Message reply(made);
  for (const Value& value : values) append(made, value);
  if (sd_bus_message_get_expect_reply(message_.get()) > 0)
    check(sd_bus_send(nullptr, made, nullptr), "reply");
}

void Call::returnError(const sdbus::Error& error) const {
  check(sd_bus_reply_method_errorf(message_.get(), error.getName().c_str(), "%s",
                                   error.getMessage().c_str()),
        "reply");
}

}  // namespace aio::dbus
