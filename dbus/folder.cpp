// SPDX-License-Identifier: MIT
#include "dbus/folder.hpp"

#include <systemd/sd-bus.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

#include <aio/error.hpp>

#include "dbus/errors.hpp"
#include "dbus/item_path.hpp"

namespace aio::dbus {
namespace {

Message signal(sd_bus* bus, const std::string& path, const char* interface, const char* member) {
  sd_bus_message* made = nullptr;
  check(sd_bus_message_new_signal(bus, &made, path.c_str(), interface, member));
  return Message(made);
}

void send(const Message& message) {
  check(sd_bus_send(nullptr, message.get(), nullptr));
}

/// What the frames of the C library below are told of an exception: nothing is thrown into them.
int failure(sd_bus_error* error) {
  try {
    const sdbus::Error thrown = to_dbus(std::current_exception());
    return sd_bus_error_set(error, thrown.getName().c_str(), thrown.getMessage().c_str());
  } catch (...) {
    return -ENOMEM;
  }
}

bool is_listing(sd_bus* bus) {
  sd_bus_message* const asked = sd_bus_get_current_message(bus);
  const char* const member = asked != nullptr ? sd_bus_message_get_member(asked) : nullptr;
  return member != nullptr && std::string_view(member) == "GetManagedObjects";
}

/// "EveryUsec" and "every_usec".
bool same(std::string_view member, std::string_view key) {
  std::size_t at = 0;
  for (const char c : key) {
    if (c == '_') continue;
    if (at == member.size() || (member[at] | 0x20) != c) return false;
    ++at;
  }
  return at == member.size();
}

std::uint64_t flags_of(Member::Change change) {
  switch (change) {
    case Member::Change::told:
      return SD_BUS_VTABLE_PROPERTY_EMITS_CHANGE;
    case Member::Change::never:
      return SD_BUS_VTABLE_PROPERTY_CONST;
    case Member::Change::untold:
      break;
  }
  return 0;
}

}  // namespace

struct Folder::Vtable {
  std::vector<sd_bus_vtable> rows;

  explicit Vtable(std::span<const Member> members) {
    const sd_bus_vtable start = SD_BUS_VTABLE_START(0);
    const sd_bus_vtable end = SD_BUS_VTABLE_END;
    rows.push_back(start);
    for (const Member& member : members)
      rows.push_back(member.kind == Member::Kind::method ? method(member) : property(member));
    rows.push_back(end);
  }

  // Who may call what is the bus policy's affair, as with sdbus-c++'s objects.
  static sd_bus_vtable method(const Member& member) {
    sd_bus_vtable row{};
    row.type = _SD_BUS_VTABLE_METHOD;
    row.flags = SD_BUS_VTABLE_UNPRIVILEGED;
    row.x.method.member = member.name;
    row.x.method.signature = member.signature;
    row.x.method.result = member.result;
    row.x.method.handler = &on_call;
    row.x.method.names = member.names;
    return row;
  }

  static sd_bus_vtable property(const Member& member) {
    sd_bus_vtable row{};
    row.type = _SD_BUS_VTABLE_PROPERTY;
    row.flags = flags_of(member.change);
    row.x.property.member = member.name;
    row.x.property.signature = member.signature;
    row.x.property.get = &on_get;
    return row;
  }

  // What libsystemd calls, each with the Folder.
  static int on_find(
      sd_bus*, const char* path, const char*, void* self, void** found, sd_bus_error* error) {
    auto& folder = *static_cast<Folder*>(self);
    try {
      const auto name = item_at(folder.path_.c_str(), path);
      auto properties = name ? folder.contents_.find(*name) : std::nullopt;
      if (!properties) return 0;
      folder.found_ = std::move(*properties);
      *found = self;
      return 1;
    } catch (...) {
      return failure(error);
    }
  }

  static int on_get(sd_bus*,
                    const char*,
                    const char*,
                    const char* member,
                    sd_bus_message* reply,
                    void* self,
                    sd_bus_error* error) {
    const auto& folder = *static_cast<const Folder*>(self);
    try {
      for (const auto& [key, value] : folder.found_)
        if (same(member, key)) {
          append(reply, value);
          return 0;
        }
      throw Error(Fault::failed, std::string("nothing is known of ") + member);
    } catch (...) {
      return failure(error);
    }
  }

  static int on_call(sd_bus_message* message, void* self, sd_bus_error* error) {
    auto& folder = *static_cast<Folder*>(self);
    try {
      const auto name = item_at(folder.path_.c_str(), sd_bus_message_get_path(message));
      if (!name) return 0;
      folder.contents_.call(*name, Call(message));
      return 1;
    } catch (...) {
      return failure(error);
    }
  }

  static int on_list(sd_bus* bus, const char*, void* self, char*** paths, sd_bus_error* error) {
    const auto& folder = *static_cast<const Folder*>(self);
    try {
      const auto names = folder.contents_.names();
      if (names.size() > most_listed && is_listing(bus))
        throw Error(Fault::too_large, folder.path_ + " has " + std::to_string(names.size()) +
                                          " objects, more than are listed at once");
      *paths = listed(folder.path_, names);
      return 0;
    } catch (...) {
      return failure(error);
    }
  }

  /// In the caller's memory, as libsystemd wants it.
  static char** listed(const std::string& folder, const std::vector<std::string>& names) {
    auto* const paths = static_cast<char**>(std::calloc(names.size() + 1, sizeof(char*)));
    if (paths == nullptr) throw std::bad_alloc();
    for (std::size_t i = 0; i < names.size(); ++i)
      if (sd_bus_path_encode(folder.c_str(), names[i].c_str(), &paths[i]) < 0) break;
    return paths;
  }
};

Folder::Folder(sdbus::IConnection& connection,
               std::string root,
               std::string path,
               std::string interface,
               std::span<const Member> members,
               Contents& contents)
    : bus_(raw(connection)),
      root_(std::move(root)),
      path_(std::move(path)),
      interface_(std::move(interface)),
      contents_(contents),
      vtable_(std::make_unique<Vtable>(members)) {
  sd_bus_slot* slot = nullptr;
  check(sd_bus_add_fallback_vtable(bus_, &slot, path_.c_str(), interface_.c_str(),
                                   vtable_->rows.data(), &Vtable::on_find, this),
        "objects");
  objects_.reset(slot);
  check(sd_bus_add_node_enumerator(bus_, &slot, path_.c_str(), &Vtable::on_list, this), "objects");
  listing_.reset(slot);
}

Folder::~Folder() = default;

void Folder::tell_added(const std::string& name, const Properties& all) const {
  const Message told = signal(bus_, root_, "org.freedesktop.DBus.ObjectManager", "InterfacesAdded");
  sd_bus_message* const message = told.get();
  check(sd_bus_message_append(message, "o", item_path(path_.c_str(), name).c_str()));
  check(sd_bus_message_open_container(message, 'a', "{sa{sv}}"));
  check(sd_bus_message_open_container(message, 'e', "sa{sv}"));
  append(message, interface_);
  append_dictionary(message, all);
  check(sd_bus_message_close_container(message));
  check(sd_bus_message_close_container(message));
  send(told);
}

void Folder::tell_removed(const std::string& name) const {
  const Message told =
      signal(bus_, root_, "org.freedesktop.DBus.ObjectManager", "InterfacesRemoved");
  check(sd_bus_message_append(told.get(), "oas", item_path(path_.c_str(), name).c_str(), 1,
                              interface_.c_str()));
  send(told);
}

void Folder::tell_changed(const std::string& name, const Properties& changed) const {
  const Message told = signal(bus_, item_path(path_.c_str(), name),
                              "org.freedesktop.DBus.Properties", "PropertiesChanged");
  append(told.get(), interface_);
  append_dictionary(told.get(), changed);
  check(sd_bus_message_append(told.get(), "as", 0));
  send(told);
}

Slot add_object_manager(sdbus::IConnection& connection, const std::string& path) {
  sd_bus_slot* slot = nullptr;
  check(sd_bus_add_object_manager(raw(connection), &slot, path.c_str()), "ObjectManager");
  return Slot(slot);
}

}  // namespace aio::dbus
