// SPDX-License-Identifier: MIT
#include "daemon/bus/teller.hpp"

#include <aio/log.hpp>

#include <algorithm>
#include <functional>
#include <utility>

#include <sdbus-c++/Error.h>

#include "dbus/raw.hpp"
#include "dbus/utf8.hpp"

namespace aio::bus {
namespace {

using namespace std::chrono_literals;
using runner::ItemKind;

constexpr auto pause = 100ms;              // between portions
constexpr std::size_t most_told = 100;     // of a portion
constexpr std::size_t most_looked = 2000;  // of a portion, a few milliseconds of work
constexpr std::size_t largest_export = runner::Runner::largest_emit;
constexpr std::size_t most_unread = 4 * largest_export;

std::size_t hash_of(const dbus::Value& value) {
  return std::visit(
      []<class Held>(const Held& held) {
        if constexpr (std::is_same_v<Held, std::vector<std::string>>) {
          std::size_t sum = held.size();
          for (const std::string& text : held) sum = sum * 31 + std::hash<std::string>()(text);
          return sum;
        } else {
          return std::hash<Held>()(held);
        }
      },
      value);
}

std::vector<std::size_t> hashes_of(const dbus::Properties& properties) {
  std::vector<std::size_t> hashes;
  hashes.reserve(properties.size());
  for (const dbus::Property& property : properties) hashes.push_back(hash_of(property.value));
  return hashes;
}

}  // namespace

Teller::Teller(runtime::EventLoop& loop,
               sd_bus* bus,
               dbus::Pump& pump,
               Folders folders,
               ManagerObject& manager)
    : loop_(loop),
      bus_(bus),
      pump_(pump),
      folders_(folders),
      manager_(manager),
      next_(loop, *this, &Teller::tell_portion) {
  // Nobody can have asked before: what is there now need not be told, but remembered.
  for (const ItemKind kind : runner::item_kinds)
    for (const std::string& name : folder(kind).names())
      mark({kind, items(kind).emplace(name, Item{.on_bus = true}).first}, false);
}

void Teller::item_changed(ItemKind kind, std::string_view name) {
  auto found = items(kind).find(name);
  if (found == items(kind).end()) {
    if (!folder(kind).find(std::string(name))) return;  // only what there is takes room
    found = items(kind).emplace(name, Item{}).first;
  }
  mark({kind, found}, true);
}

void Teller::items_changed() {
  for (const ItemKind kind : runner::item_kinds) {
    for (const std::string& name : folder(kind).names()) items(kind).try_emplace(name);
    for (auto item = items(kind).begin(); item != items(kind).end(); ++item)
      mark({kind, item}, true);
  }
  tell_portion();
}

void Teller::runner_changed() {
  runner_changed_ = true;
  tell_later();
}

void Teller::mark(Place place, bool changed) {
  Item& item = place.item->second;
  item.changed = item.changed || changed;
  if (!std::exchange(item.waiting, true)) queue_.push_back(place);
  tell_later();
}

// At once after a pause, so that one change in a quiet hour does not wait.
void Teller::tell_later() {
  if (next_.armed()) return;
  next_.start(std::max(not_before_ - loop_.now(), std::chrono::nanoseconds(0)));
}

void Teller::tell_portion() {
  std::size_t told = 0;
  try {
    if (dbus::unsent(bus_) == 0) {
      if (std::exchange(runner_changed_, false)) manager_.tell_changes();
      for (std::size_t looked = 0; looked < most_looked && told < most_told && !queue_.empty();
           ++looked) {
        const Place place = queue_.front();
        queue_.pop_front();
        if (tell(place)) ++told;
      }
    }
  } catch (const sdbus::Error&) {
    // The connection breaks: the pump tells of it, and what is new then is told to a new one.
  }
  if (told > 0) pump_.wake();
  if (next_.armed()) return;
  not_before_ = loop_.now() + pause;
  if (!queue_.empty() || runner_changed_) tell_later();
}

bool Teller::tell(Place place) {
  Item& item = place.item->second;
  const std::string& name = place.item->first;
  const dbus::Folder& bus_folder = folder(place.kind).folder();
  item.waiting = false;
  const auto now = folder(place.kind).find(name);
  if (!now) {
    const bool was_there = item.on_bus;
    if (was_there) bus_folder.tell_removed(name);
    items(place.kind).erase(place.item);
    return was_there;
  }
  if (!std::exchange(item.on_bus, true)) {
    item.told = hashes_of(*now);
    item.changed = false;
    bus_folder.tell_added(name, *now);
    return true;
  }
  return tell_changes(place, *now);
}

// Of an item that changed before its values were remembered, all may have changed but its name.
bool Teller::tell_changes(const Place& place, const dbus::Properties& now) {
  Item& item = place.item->second;
  auto hashes = hashes_of(now);
  dbus::Properties changed;
  if (!item.told.empty() || item.changed)
    for (std::size_t i = 1; i < now.size(); ++i)
      if (i >= item.told.size() || item.told[i] != hashes[i]) changed.push_back(now[i]);
  item.told = std::move(hashes);
  item.changed = false;
  if (!changed.empty()) folder(place.kind).folder().tell_changed(place.item->first, changed);
  return !changed.empty();
}

void Teller::emitted(std::string_view signal, std::string_view data) {
  const std::size_t size = signal.size() + data.size();
  if (dbus::unsent(bus_) == 0) exported_unread_ = 0;
  if (size > largest_export || exported_unread_ + size > most_unread) {
    if (exported_lost_++ == 0)
      log::warning("exported signals are dropped: {}",
                   size > largest_export ? "larger than 1 MiB" : "the bus does not read them");
    return;
  }
  exported_unread_ += size;
  if (const auto lost = std::exchange(exported_lost_, 0); lost > 0)
    log::warning("{} exported signals were dropped", lost);
  try {
    manager_.emitEmitted(dbus::sendable(signal), dbus::sendable(data));
    pump_.wake();
  } catch (const sdbus::Error&) {
    // As above.
  }
}

}  // namespace aio::bus
