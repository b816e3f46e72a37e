// SPDX-License-Identifier: MIT
#include "tests/ctl/fake_items.hpp"

#include <aio/error.hpp>

#include <cstdint>
#include <map>
#include <tuple>

#include "dbus/errors.hpp"
#include "dbus/item_path.hpp"
#include "dbus/names.hpp"

namespace aio::test {
namespace {

using Options = std::map<std::string, sdbus::Variant>;
using End = std::tuple<std::string, std::string, std::uint64_t>;

End end_of(const std::string& schedule, const Options& options) {
  const auto wait = options.find("wait");
  if (wait != options.end() && !wait->second.get<bool>()) return {"begun", "", 0};
  if (schedule == "off") return {"failed", "no luck", 20};
  if (schedule == "late") return {"timeout", "", 100000};
  if (schedule == "both") return {"dropped", "its queue is full", 0};
  return {"ok", "", 1500};
}

}  // namespace

FakeItems::FakeItems(sdbus::IConnection& connection, std::vector<std::string>& calls)
    : calls_(calls) {
  for (const char* const name : {"beat", "off", "both", "late", "schedule/odd", "denied"})
    add_schedule(connection, name);
  for (const char* const name : {"both", "echo"}) add_server(connection, name);
}

void FakeItems::add_schedule(sdbus::IConnection& connection, const std::string& name) {
  auto object = sdbus::createObject(connection, dbus::item_path(dbus::schedule_path, name));
  add_controls(*object, dbus::schedule_interface, "schedule/" + name, name);
  object->registerMethod("Trigger")
      .onInterface(dbus::schedule_interface)
      .implementedAs([this, name](const Options& options) {
        calls_.push_back("Trigger(" + name + ")");
        return end_of(name, options);
      });
  object->finishRegistration();
  objects_.push_back(std::move(object));
}

void FakeItems::add_server(sdbus::IConnection& connection, const std::string& name) {
  auto object = sdbus::createObject(connection, dbus::item_path(dbus::server_path, name));
  add_controls(*object, dbus::server_interface, "server/" + name, name);
  object->finishRegistration();
  objects_.push_back(std::move(object));
}

void FakeItems::add_controls(sdbus::IObject& object,
                             const char* interface,
                             const std::string& item,
                             const std::string& name) {
  for (const std::string method : {"Pause", "Resume", "Start", "Stop"})
    object.registerMethod(method).onInterface(interface).implementedAs(
        [this, method, item, name](const Options&) {
          calls_.push_back(method + "(" + item + ")");
          if (name == "denied") throw dbus::to_dbus(Error(Fault::not_permitted, "not for you"));
        });
}

}  // namespace aio::test
