// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/bus/item_folder.hpp"
#include "daemon/bus/manager_object.hpp"
#include "daemon/runner/item_kind.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/member_timer.hpp"
#include "dbus/pump.hpp"
#include "dbus/value.hpp"

namespace aio::bus {

/// Tells one connection what has changed: items that came and went, properties that have another
/// value than when they were told last, exported signals. Changes are gathered, and told in
/// portions, so that no number of them floods the bus; nothing is told while the bus does not read.
/// Owned by a Link, on the loop's thread; all that it is built on outlives it.
///   of an item: unlearned (its values are not remembered yet) --looked at--> learned
///   learned --marked, in its turn--> looked at: differences are told --> learned;  gone: told,
///   forgotten
class Teller {
 public:
  using Folders = std::array<const ItemFolder*, 4>;  ///< by ItemKind

  Teller(runtime::EventLoop& loop,
         sd_bus* bus,
         dbus::Pump& pump,
         Folders folders,
         ManagerObject& manager);

  void item_changed(runner::ItemKind kind, std::string_view name);
  void items_changed();  ///< any of them may have come, gone or changed
  void runner_changed();
  void emitted(std::string_view signal, std::string_view data);

 private:
  struct Item {
    std::vector<std::size_t> told{};  // a hash of each property; empty: unlearned
    bool on_bus = false;
    bool waiting = false;  // in queue_
    bool changed = false;  // since it was told, as far as we know
  };
  using Items = std::map<std::string, Item, std::less<>>;
  struct Place {
    runner::ItemKind kind;
    Items::iterator item;
  };

  Items& items(runner::ItemKind kind) { return items_[static_cast<std::size_t>(kind)]; }
  const ItemFolder& folder(runner::ItemKind kind) const {
    return *folders_[static_cast<std::size_t>(kind)];
  }
  void mark(Place place, bool changed);
  void tell_later();
  void tell_portion();
  bool tell(Place place);
  bool tell_changes(const Place& place, const dbus::Properties& now);
  void tell_of_runner();

  runtime::EventLoop& loop_;
  sd_bus* bus_;
  dbus::Pump& pump_;
  Folders folders_;
  ManagerObject& manager_;
  std::array<Items, 4> items_;
  std::deque<Place> queue_;  // each item once at most
  bool runner_changed_ = false;
  // None of Asio's: what is due there is called although the timer has gone meanwhile.
  runtime::MemberTimer<Teller> next_;
  TimePoint not_before_{};
  std::size_t exported_unread_ = 0;  // bytes
  std::uint64_t exported_lost_ = 0;
};

}  // namespace aio::bus
