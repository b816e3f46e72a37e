// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>

#include "daemon/bus/calls.hpp"
#include "daemon/bus/events.hpp"
#include "daemon/runner/item_choice.hpp"
#include "daemon/runner/runner.hpp"
#include "dbus/pump.hpp"
#include "dbus/subscriber.hpp"

namespace aio::bus {

/// What a subscriber wants to hear of.
struct Wish {
  std::array<bool, 4> kinds{};  ///< by EventKind
  std::optional<conf::ItemPattern> match{};
};

/// Of the options of Manager.Subscribe. Throws sdbus::Error{InvalidArgs}.
Wish wish_of(Options options);

/// Who on one connection is sent what happens, as it happens. A subscriber has as many bytes on
/// their way to it as most_unread at most; what comes while it does not read is counted, and told
/// when it does. Owned by a Link, on the loop's thread; all that it is built on outlives it.
///   reading --most_unread bytes unanswered--> behind: events are lost --its answer comes-->
///   told how many, reading;  any --Unsubscribe, it leaves the bus--> gone
class Monitor {
 public:
  static constexpr std::size_t most = 64;
  static constexpr std::size_t most_unread = 512 * 1024;  ///< bytes of one, on their way to it

  Monitor(runner::Runner& runner, sd_bus* bus, dbus::Pump& pump)
      : runner_(runner), bus_(bus), pump_(pump) {}
  ~Monitor();
  Monitor(const Monitor&) = delete;
  Monitor& operator=(const Monitor&) = delete;

  /// In place of what that caller wanted before. Throws Error{too_large} for one too many.
  void subscribe(const std::string& name, Wish wish);
  void unsubscribe(const std::string& name);

  /// Whether anybody does: otherwise nothing need be made of it.
  bool wants(EventKind kind) const noexcept { return wanted_[static_cast<std::size_t>(kind)]; }
  /// An event that happens now, of the item KIND/NAME, or of none.
  void tell(EventKind kind, const std::string& item, const dbus::Properties& details);

 private:
  struct Subscription {
    Subscription(sd_bus* bus,
                 const std::string& name,
                 dbus::Subscriber::OnGone on_gone,
                 dbus::Subscriber::OnRead on_read)
        : subscriber(bus, name, std::move(on_gone), std::move(on_read)) {}

    dbus::Subscriber subscriber;
    Wish wish;
    bool asked = true;       // and not answered yet; at first once the bus watches it
    std::size_t since = 0;   // bytes sent since it was asked
    std::size_t before = 0;  // bytes sent before, and not known to be read
    std::uint64_t lost = 0;
  };
  using Subscriptions = std::list<Subscription>;

  Subscriptions::iterator find(const std::string& name);
  void count_wishes();
  void send(Subscription& to,
            EventKind kind,
            const std::string& item,
            const dbus::Properties& details);
  void gone(const std::string& name);
  void read(const std::string& name);

  runner::Runner& runner_;
  sd_bus* bus_;
  dbus::Pump& pump_;
  Subscriptions subscriptions_;
  std::array<bool, 4> wanted_{};
};

}  // namespace aio::bus
