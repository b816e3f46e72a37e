// SPDX-License-Identifier: MIT
#include "dbus/subscriber.hpp"

#include <systemd/sd-bus.h>

#include <exception>
#include <memory>
#include <string_view>
#include <utility>

#include "dbus/names.hpp"

namespace aio::dbus {
namespace {

/// The bus says that there is nobody of that name, or that it went before it answered.
bool says_gone(const sd_bus_error* error) {
  constexpr std::string_view names[] = {"org.freedesktop.DBus.Error.ServiceUnknown",
                                        "org.freedesktop.DBus.Error.NameHasNoOwner",
                                        "org.freedesktop.DBus.Error.NoReply"};
  if (error == nullptr) return false;
  for (const std::string_view name : names)
    if (name == error->name) return true;
  return false;
}

}  // namespace

struct Subscriber::Answers {
  // A unique name changes hands once: to nobody.
  static int changed_owner(sd_bus_message*, void* self, sd_bus_error*) noexcept {
    static_cast<Subscriber*>(self)->gone();
    return 0;
  }

  // It may have left before the bus knew that we want to hear of it.
  static int watched(sd_bus_message* answer, void* self, sd_bus_error*) noexcept {
    auto& subscriber = *static_cast<Subscriber*>(self);
    if (sd_bus_message_is_method_error(answer, nullptr) > 0) {
      subscriber.gone();
      return 0;
    }
    try {
      subscriber.ask();
    } catch (const std::exception&) {
      // The connection breaks, and all subscribers go with it.
    }
    return 0;
  }

  // An answer of any other kind comes from one that reads.
  static int answered(sd_bus_message* answer, void* self, sd_bus_error*) noexcept {
    auto& subscriber = *static_cast<Subscriber*>(self);
    if (says_gone(sd_bus_message_get_error(answer)))
      subscriber.gone();
    else
      subscriber.on_read_();
    return 0;
  }
};

Subscriber::Subscriber(sd_bus* bus, std::string name, OnGone on_gone, OnRead on_read)
    : bus_(bus),
      name_(std::move(name)),
      on_gone_(std::move(on_gone)),
      on_read_(std::move(on_read)) {
  const std::string match =
      "type='signal',sender='org.freedesktop.DBus',path='/org/freedesktop/DBus',"
      "interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='" +
      name_ + "'";
  sd_bus_slot* slot = nullptr;
  check(sd_bus_add_match_async(bus_, &slot, match.c_str(), &Answers::changed_owner,
                               &Answers::watched, this));
  watch_.reset(slot);
}

void Subscriber::send(std::uint64_t time_usec,
                      const char* kind,
                      const std::string& item,
                      const Properties& details) {
  sd_bus_message* made = nullptr;
  check(sd_bus_message_new_signal(bus_, &made, root_path, manager_interface, "Event"));
  const Message event(made);
  check(sd_bus_message_set_destination(made, name_.c_str()));
  check(sd_bus_message_append_basic(made, 't', &time_usec));
  check(sd_bus_message_append_basic(made, 's', kind));
  check(sd_bus_message_append_basic(made, 's', item.c_str()));
  append_facts(made, details);
  check(sd_bus_send(bus_, made, nullptr));
}

void Subscriber::ask() {
  sd_bus_message* made = nullptr;
  check(sd_bus_message_new_method_call(bus_, &made, name_.c_str(), "/", "org.freedesktop.DBus.Peer",
                                       "Ping"));
  const Message ping(made);
  sd_bus_slot* slot = nullptr;
  check(sd_bus_call_async(bus_, &slot, made, &Answers::answered, this, UINT64_MAX));
  question_.reset(slot);
}

// It may be destroyed by what it calls.
void Subscriber::gone() const {
  const OnGone on_gone = on_gone_;
  on_gone();
}

}  // namespace aio::dbus
