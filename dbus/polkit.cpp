// SPDX-License-Identifier: MIT
#include "dbus/polkit.hpp"

#include <systemd/sd-bus.h>

#include <cstdint>

namespace aio::dbus {
namespace {

using Kind = PolkitAnswer::Kind;

constexpr std::uint32_t allow_user_interaction = 1;  // CheckAuthorizationFlags

Message polkit_call(sd_bus* bus, const char* member) {
  sd_bus_message* made = nullptr;
  check(sd_bus_message_new_method_call(bus, &made, "org.freedesktop.PolicyKit1",
                                       "/org/freedesktop/PolicyKit1/Authority",
                                       "org.freedesktop.PolicyKit1.Authority", member));
  return Message(made);
}

void append_details(sd_bus_message* call, const PolkitQuestion& question) {
  check(sd_bus_message_open_container(call, 'a', "{ss}"));
  for (const auto& [name, value] : question.details)
    check(sd_bus_message_append(call, "{ss}", name.c_str(), value.c_str()));
  check(sd_bus_message_close_container(call));
}

PolkitAnswer answer_in(sd_bus_message* message) {
  if (const sd_bus_error* const error = sd_bus_message_get_error(message))
    return {Kind::unknown, error->message != nullptr ? error->message : error->name};
  int authorized = 0;
  int challenge = 0;
  if (sd_bus_message_enter_container(message, 'r', "bba{ss}") <= 0 ||
      sd_bus_message_read(message, "bb", &authorized, &challenge) <= 0)
    return {Kind::unknown, "its answer cannot be read"};
  if (authorized != 0) return {Kind::granted};
  return {challenge != 0 ? Kind::needs_authentication : Kind::denied};
}

}  // namespace

std::unique_ptr<Inquiry> ask_polkit(sd_bus* bus,
                                    const PolkitQuestion& question,
                                    std::chrono::microseconds limit,
                                    std::function<void(const PolkitAnswer&)> on_answer) {
  const Message call = polkit_call(bus, "CheckAuthorization");
  check(sd_bus_message_append(call.get(), "(sa{sv})s", "system-bus-name", 1, "name", "s",
                              question.caller.c_str(), question.action.c_str()));
  append_details(call.get(), question);
  check(sd_bus_message_append(call.get(), "us",
                              question.may_ask_a_human ? allow_user_interaction : 0U,
                              question.cancellation.c_str()));
  return std::make_unique<Inquiry>(
      bus, call, limit,
      [on_answer = std::move(on_answer)](sd_bus_message* answer) { on_answer(answer_in(answer)); });
}

void cancel_polkit(sd_bus* bus, const std::string& cancellation) noexcept {
  try {
    const Message call = polkit_call(bus, "CancelCheckAuthorization");
    check(sd_bus_message_append_basic(call.get(), 's', cancellation.c_str()));
    check(sd_bus_message_set_expect_reply(call.get(), 0));
    check(sd_bus_send(bus, call.get(), nullptr));
  } catch (const sdbus::Error&) {
    // It asks for as long as it likes, and nobody waits for it.
  }
}

}  // namespace aio::dbus
