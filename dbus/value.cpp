// SPDX-License-Identifier: MIT
#include "dbus/value.hpp"

#include <systemd/sd-bus.h>

#include "dbus/raw.hpp"

namespace aio::dbus {
namespace {

/// Appends what a Value holds.
struct Append {
  sd_bus_message* message;

  void operator()(bool value) const {
    const int wide = value ? 1 : 0;  // as libsystemd takes it
    basic('b', &wide);
  }
  void operator()(std::uint16_t value) const { basic('q', &value); }
  void operator()(std::uint32_t value) const { basic('u', &value); }
  void operator()(std::uint64_t value) const { basic('t', &value); }
  void operator()(const std::string& value) const { basic('s', value.c_str()); }
  void operator()(const std::vector<std::string>& values) const {
    check(sd_bus_message_open_container(message, 'a', "s"));
    for (const std::string& value : values) (*this)(value);
    check(sd_bus_message_close_container(message));
  }
  void basic(char type, const void* value) const {
    check(sd_bus_message_append_basic(message, type, value));
  }
};

}  // namespace

const char* signature_of(const Value& value) {
  static constexpr const char* signatures[] = {"b", "q", "u", "t", "s", "as"};
  return signatures[value.index()];
}

sdbus::Variant variant_of(const Value& value) {
  return std::visit([](const auto& held) { return sdbus::Variant(held); }, value);
}

std::string member_name(std::string_view key) {
  std::string name;
  bool upper = true;
  for (const char c : key) {
    if (c == '_') {
      upper = true;
      continue;
    }
    name += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return name;
}

void append(sd_bus_message* message, const Value& value) {
  std::visit(Append{message}, value);
}

void append_variant(sd_bus_message* message, const Value& value) {
  check(sd_bus_message_open_container(message, 'v', signature_of(value)));
  append(message, value);
  check(sd_bus_message_close_container(message));
}

void append_facts(sd_bus_message* message, const Properties& facts) {
  check(sd_bus_message_open_container(message, 'a', "{sv}"));
  for (const auto& [key, value] : facts) {
    check(sd_bus_message_open_container(message, 'e', "sv"));
    check(sd_bus_message_append_basic(message, 's', key));
    append_variant(message, value);
    check(sd_bus_message_close_container(message));
  }
  check(sd_bus_message_close_container(message));
}

void append_dictionary(sd_bus_message* message, const Properties& properties) {
  check(sd_bus_message_open_container(message, 'a', "{sv}"));
  for (const auto& [key, value] : properties) {
    check(sd_bus_message_open_container(message, 'e', "sv"));
    append(message, member_name(key));
    append_variant(message, value);
    check(sd_bus_message_close_container(message));
  }
  check(sd_bus_message_close_container(message));
}

}  // namespace aio::dbus
