// SPDX-License-Identifier: MIT
#include "dbus/rows.hpp"

#include <systemd/sd-bus.h>

#include <memory>
#include <optional>
#include <string_view>

#include <sdbus-c++/Error.h>

#include "dbus/raw.hpp"

namespace aio::dbus {
namespace {

template <class Held>
Held read_basic(sd_bus_message* message, char type) {
  Held value{};
  check(sd_bus_message_read_basic(message, type, &value));
  return value;
}

std::vector<std::string> read_strings(sd_bus_message* message) {
  std::vector<std::string> strings;
  check(sd_bus_message_enter_container(message, 'a', "s"));
  const char* text = nullptr;
  while (sd_bus_message_read_basic(message, 's', &text) > 0) strings.emplace_back(text);
  check(sd_bus_message_exit_container(message));
  return strings;
}

/// The value that is next; nothing for one of another type, which is passed over.
std::optional<Value> read_value(sd_bus_message* message, const char* type) {
  const std::string_view known(type);
  if (known == "b") return read_basic<int>(message, 'b') != 0;
  if (known == "q") return read_basic<std::uint16_t>(message, 'q');
  if (known == "u") return read_basic<std::uint32_t>(message, 'u');
  if (known == "t") return read_basic<std::uint64_t>(message, 't');
  if (known == "s") return std::string(read_basic<const char*>(message, 's'));
  if (known == "as") return read_strings(message);
  check(sd_bus_message_skip(message, type));
  return std::nullopt;
}

Facts read_facts(sd_bus_message* message) {
  Facts facts;
  check(sd_bus_message_enter_container(message, 'a', "{sv}"));
  while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
    const char* const key = read_basic<const char*>(message, 's');
    const char* type = nullptr;
    check(sd_bus_message_peek_type(message, nullptr, &type));
    check(sd_bus_message_enter_container(message, 'v', type));
    if (auto value = read_value(message, type)) facts.emplace_back(key, std::move(*value));
    check(sd_bus_message_exit_container(message));
    check(sd_bus_message_exit_container(message));
  }
  check(sd_bus_message_exit_container(message));
  return facts;
}

struct Failed {
  Failed() = default;
  ~Failed() { sd_bus_error_free(&error); }
  Failed(const Failed&) = delete;
  Failed& operator=(const Failed&) = delete;

  sd_bus_error error = SD_BUS_ERROR_NULL;
};

Message asked(sdbus::IConnection& connection, const Question& question) {
  sd_bus* const bus = raw(connection);
  sd_bus_message* made = nullptr;
  check(sd_bus_message_new_method_call(bus, &made, question.destination.c_str(),
                                       question.path.c_str(), question.interface.c_str(),
                                       question.member.c_str()));
  const Message call(made);
  append_facts(made, question.options);
  sd_bus_message* answer = nullptr;
  Failed failed;
  const int result = sd_bus_call(bus, made, 0, &failed.error, &answer);
  if (sd_bus_error_is_set(&failed.error) > 0)
    throw sdbus::Error(failed.error.name,
                       failed.error.message != nullptr ? failed.error.message : "");
  check(result, question.member.c_str());
  return Message(answer);
}

}  // namespace

void answer_rows(sd_bus* bus, const Properties& head, const std::vector<Row>& rows) {
  sd_bus_message* const call = sd_bus_get_current_message(bus);
  sd_bus_message* made = nullptr;
  check(sd_bus_message_new_method_return(call, &made));
  const Message reply(made);
  append_facts(made, head);
  check(sd_bus_message_open_container(made, 'a', "(sa{sv})"));
  for (const Row& row : rows) {
    check(sd_bus_message_open_container(made, 'r', "sa{sv}"));
    append(made, row.name);
    append_facts(made, row.properties);
    check(sd_bus_message_close_container(made));
  }
  check(sd_bus_message_close_container(made));
  if (sd_bus_message_get_expect_reply(call) > 0) check(sd_bus_send(nullptr, made, nullptr));
}

Rows ask_rows(sdbus::IConnection& connection, const Question& question) {
  const Message answer = asked(connection, question);
  sd_bus_message* const message = answer.get();
  Rows all;
  all.head = read_facts(message);
  check(sd_bus_message_enter_container(message, 'a', "(sa{sv})"));
  while (sd_bus_message_enter_container(message, 'r', "sa{sv}") > 0) {
    std::string name = read_basic<const char*>(message, 's');
    all.rows.emplace_back(std::move(name), read_facts(message));
    check(sd_bus_message_exit_container(message));
  }
  check(sd_bus_message_exit_container(message));
  return all;
}

}  // namespace aio::dbus
