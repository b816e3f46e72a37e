// SPDX-License-Identifier: MIT
#include "dbus/gate.hpp"

#include <systemd/sd-bus.h>

#include <string_view>

#include <aio/error.hpp>

#include "dbus/errors.hpp"

namespace aio::dbus {
namespace {

std::string sender_of(sd_bus_message* message) {
  const char* const sender = sd_bus_message_get_sender(message);
  return sender != nullptr ? sender : "";
}

std::string read_text(sd_bus_message* message) {
  const char* text = nullptr;
  check(sd_bus_message_read_basic(message, 's', &text), "arguments");
  return text;
}

char next_type(sd_bus_message* message, const char** inner = nullptr) {
  char type = 0;
  const char* inside = nullptr;
  const int there = sd_bus_message_peek_type(message, &type, &inside);
  check(there, "arguments");
  if (inner != nullptr) *inner = inside;
  return there == 0 ? '\0' : type;
}

void read_places(sd_bus_message* message, const char* type, CallArguments& into) {
  const std::string row(type + 1, std::string_view(type).size() - 2);
  check(sd_bus_message_enter_container(message, 'a', type), "arguments");
  while (sd_bus_message_enter_container(message, 'r', row.c_str()) > 0) {
    std::string first = read_text(message);
    into.places.emplace_back(std::move(first), read_text(message));
    while (next_type(message) != '\0') check(sd_bus_message_skip(message, nullptr), "arguments");
    check(sd_bus_message_exit_container(message), "arguments");
  }
  check(sd_bus_message_exit_container(message), "arguments");
}

void read_option(sd_bus_message* message, CallArguments& into) {
  const std::string name = read_text(message);
  const char* type = nullptr;
  next_type(message, &type);
  if (std::string_view(type) != "s" && std::string_view(type) != "b") {
    check(sd_bus_message_skip(message, "v"), "options");
    return;
  }
  check(sd_bus_message_enter_container(message, 'v', type), "options");
  if (*type == 's') {
    into.options.insert_or_assign(name, read_text(message));
  } else {
    int value = 0;
    check(sd_bus_message_read_basic(message, 'b', &value), "options");
    into.options.insert_or_assign(name, value != 0);
  }
  check(sd_bus_message_exit_container(message), "options");
}

void read_options(sd_bus_message* message, CallArguments& into) {
  check(sd_bus_message_enter_container(message, 'a', "{sv}"), "options");
  while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
    read_option(message, into);
    check(sd_bus_message_exit_container(message), "options");
  }
  check(sd_bus_message_exit_container(message), "options");
}

void read_argument(sd_bus_message* message, char type, const char* inner, CallArguments& into) {
  const std::string_view inside = inner != nullptr ? inner : "";
  if (type == 's')
    into.texts.push_back(read_text(message));
  else if (type == 'a' && inside.starts_with("(ss"))
    read_places(message, inner, into);
  else if (type == 'a' && inside == "{sv}")
    read_options(message, into);
  else
    check(sd_bus_message_skip(message, nullptr), "arguments");
}

// The specification allows it, and no library sends it: nobody can say who may make it.
int refuse_nameless(sd_bus_message* message) {
  const int sent =
      sd_bus_reply_method_errorf(message, SD_BUS_ERROR_INVALID_ARGS, "a call has an interface");
  return sent < 0 ? sent : 1;
}

}  // namespace

HeldCall::HeldCall(Gate& gate, sd_bus_message* message)
    : gate_(&gate), message_(sd_bus_message_ref(message)), sender_(sender_of(message)) {}

const char* HeldCall::interface() const {
  return sd_bus_message_get_interface(message_.get());
}

const char* HeldCall::member() const {
  return sd_bus_message_get_member(message_.get());
}

const char* HeldCall::path() const {
  return sd_bus_message_get_path(message_.get());
}

bool HeldCall::may_ask_a_human() const {
  return sd_bus_message_get_allow_interactive_authorization(message_.get()) > 0;
}

CallArguments HeldCall::arguments() const {
  sd_bus_message* const message = message_.get();
  check(sd_bus_message_rewind(message, 1), "arguments");
  CallArguments arguments;
  const char* inner = nullptr;
  while (const char type = next_type(message, &inner))
    read_argument(message, type, inner, arguments);
  return arguments;
}

void HeldCall::pass() {
  gate_->pass(message_.get(), sender_);
}

void HeldCall::refuse(const sdbus::Error& why) const noexcept {
  // What cannot be sent went with the connection, of which the pump tells.
  (void)sd_bus_reply_method_errorf(message_.get(), why.getName().c_str(), "%s",
                                   why.getMessage().c_str());
}

struct Gate::Filter {
  static int on_message(sd_bus_message* message, void* self, sd_bus_error* error) {
    if (sd_bus_message_is_method_call(message, nullptr, nullptr) <= 0) return 0;
    try {
      return static_cast<Gate*>(self)->look_at(message);
    } catch (...) {
      return sd_bus_error_set_const(error, SD_BUS_ERROR_NO_MEMORY, "the call cannot be looked at");
    }
  }
};

Gate::Gate(sdbus::IConnection& connection, Keeper& keeper) : keeper_(keeper) {
  sd_bus_slot* slot = nullptr;
  check(sd_bus_add_filter(raw(connection), &slot, &Filter::on_message, this), "filter");
  filter_.reset(slot);
}

// libsystemd dispatches it once more, as if it had just come.
void Gate::pass(sd_bus_message* message, const std::string& sender) {
  const auto [place, fresh] = passing_.try_emplace(message, sd_bus_message_ref(message));
  if (!fresh) return;
  ++passing_of_[sender];
  if (sd_bus_enqueue_for_read(sd_bus_message_get_bus(message), message) >= 0) return;
  take_passing(message);
  const sdbus::Error full = to_dbus(Error(Fault::too_large, "too many calls wait to be read"));
  (void)sd_bus_reply_method_errorf(message, full.getName().c_str(), "%s",
                                   full.getMessage().c_str());
}

bool Gate::take_passing(sd_bus_message* message) {
  const auto found = passing_.find(message);
  if (found == passing_.end()) return false;
  const auto of = passing_of_.find(sender_of(message));
  if (of != passing_of_.end() && --of->second == 0) passing_of_.erase(of);
  passing_.erase(found);  // who dispatches it holds it too
  return true;
}

int Gate::look_at(sd_bus_message* message) {
  if (take_passing(message)) return 0;
  const char* const interface = sd_bus_message_get_interface(message);
  if (interface == nullptr) return refuse_nameless(message);
  if (!keeper_.holds(sender_of(message), interface, sd_bus_message_get_member(message))) return 0;
  keeper_.take(HeldCall(*this, message));
  return 1;  // no object sees it
}

}  // namespace aio::dbus
