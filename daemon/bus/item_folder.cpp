// SPDX-License-Identifier: MIT
#include "daemon/bus/item_folder.hpp"

#include <span>
#include <utility>

#include "daemon/bus/shapes.hpp"
#include "dbus/glue/listener_members.hpp"
#include "dbus/glue/module_members.hpp"
#include "dbus/glue/schedule_members.hpp"
#include "dbus/glue/server_members.hpp"
#include "dbus/names.hpp"

namespace aio::bus {
namespace {

using runner::ItemKind;

/// Where the items of a kind are on the bus, and what they are there.
struct Place {
  const char* path;
  const char* interface;
  std::span<const dbus::Member> members;
};

Place place_of(ItemKind kind) {
  switch (kind) {
    case ItemKind::schedule:
      return {dbus::schedule_path, dbus::schedule_interface, dbus::schedule_members};
    case ItemKind::server:
      return {dbus::server_path, dbus::server_interface, dbus::server_members};
    case ItemKind::listener:
      return {dbus::listener_path, dbus::listener_interface, dbus::listener_members};
    case ItemKind::module:
      break;
  }
  return {dbus::module_path, dbus::module_interface, dbus::module_members};
}

template <class Snapshot>
std::optional<dbus::Properties> named_properties(const std::optional<Snapshot>& item) {
  if (!item) return std::nullopt;
  dbus::Properties properties = properties_of(*item);
  properties.insert(properties.begin(), {"name", item->name});
  return properties;
}

task<bool> done(task<> verb) {
  co_await std::move(verb);
  co_return true;
}

task<runtime::RunOutcome> begun_late(runner::Runner& runner, std::string schedule) {
  co_await runner.started();
  co_return runner.trigger_now(schedule);
}

}  // namespace

ItemFolder::ItemFolder(sdbus::IConnection& connection,
                       runner::Runner& runner,
                       std::shared_ptr<Calls> calls,
                       runner::ItemKind kind)
    : runner_(runner),
      calls_(std::move(calls)),
      kind_(kind),
      folder_(connection,
              dbus::root_path,
              place_of(kind).path,
              place_of(kind).interface,
              place_of(kind).members,
              *this) {}

std::optional<dbus::Properties> ItemFolder::find(const std::string& name) const {
  switch (kind_) {
    case ItemKind::schedule:
      return named_properties(schedule(name));
    case ItemKind::server:
      return named_properties(runner_.server(name));
    case ItemKind::listener:
      return named_properties(runner_.listener(name));
    case ItemKind::module:
      break;
  }
  return named_properties(runner_.module(name));
}

// A Trigger may have started the service, and comes before the schedules are there: until then, any
// name may be one of them.
std::optional<runtime::ScheduleSnapshot> ItemFolder::schedule(const std::string& name) const {
  auto found = runner_.schedule(name);
  if (!found && runner_.is_starting()) found.emplace().name = name;
  return found;
}

// libsystemd lets through what the XML declares, and nothing else.
void ItemFolder::call(const std::string& name, dbus::Call call) {
  const std::string method = call.member();
  if (method == "Trigger") return trigger(name, std::move(call));
  refuse_unknown(call.options());
  if (method == "Start") return answer(runner_.start_item(kind_, name), std::move(call));
  if (method == "Stop") return answer(runner_.stop_item(kind_, name), std::move(call));
  if (method == "Pause")
    runner_.pause(kind_, name);
  else
    runner_.resume(kind_, name);
  call.returnResults({});
}

void ItemFolder::trigger(const std::string& name, dbus::Call call) {
  Options options = call.options();
  const bool wait = take_wait(options);
  refuse_unknown(options);
  const auto reply = [](const dbus::Call& to, const runtime::RunOutcome& outcome) {
    to.returnResults(shape_of(outcome));
  };
  if (wait) return calls_->answer(runner_.trigger(name), std::move(call), reply);
  if (runner_.is_starting())
    return calls_->answer(begun_late(runner_, name), std::move(call), reply);
  reply(call, runner_.trigger_now(name));
}

void ItemFolder::answer(task<> verb, dbus::Call call) {
  calls_->answer(done(std::move(verb)), std::move(call),
                 [](const dbus::Call& to, bool) { to.returnResults({}); });
}

}  // namespace aio::bus
