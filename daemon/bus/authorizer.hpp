// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sdbus-c++/IConnection.h>

#include "daemon/bus/denial_lines.hpp"
#include "daemon/bus/rights.hpp"
#include "daemon/runner/runner.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "dbus/gate.hpp"
#include "dbus/inquiry.hpp"
#include "dbus/polkit.hpp"
#include "dbus/pump.hpp"

namespace aio::bus {

/// Decides on each call of one connection who may make it, by the table in rights.hpp, before an
/// object sees it. Who calls is asked of the bus once, and remembered by unique name, which nobody
/// else will ever have. Root may do all; the daemon's own user only where the bus is that user's
/// own; for others polkit is asked, each time. Nothing here waits: a call on which nobody has
/// decided is held, and the others go on. Owned by a Link; when that goes, calls that are held go
/// with it, and nothing is done for them.
///   comes --its caller is not known--> asked for --known--> decided on
///   decided on --root, or open to all--> passes;  --polkit is asked--> waiting
///   waiting --granted, and the caller is still there--> passes;  --anything else--> denied
/// A sender's calls keep their order until its user is known, and those that need no permission, or
/// are root's, always; what polkit grants is done in the order of its answers.
class Authorizer final : private dbus::Gate::Keeper {
 public:
  static constexpr std::size_t most_waiting = 128;  ///< for polkit; more are refused
  static constexpr std::size_t most_waiting_of_a_user = 16;
  static constexpr std::size_t most_unknown = 1024;  ///< calls whose user is asked for
  static constexpr std::size_t most_unknown_of_a_sender = 256;
  static constexpr std::size_t most_known = 1024;  ///< senders that are remembered

  /// How long polkit has to answer: by itself, and when it asks a human.
  struct Patience {
    std::chrono::milliseconds polkit = std::chrono::seconds(5);
    std::chrono::milliseconds human = std::chrono::minutes(2);
  };

  /// `is_the_systems`: the bus is the system bus, where the daemon's own user may do nothing.
  Authorizer(runtime::EventLoop& loop,
             runner::Runner& runner,
             sdbus::IConnection& connection,
             dbus::Pump& pump,
             bool is_the_systems,
             Patience patience);
  ~Authorizer() override;

 private:
  using Clock = std::chrono::steady_clock;
  using Id = std::uint64_t;

  /// A call that polkit, or the mode of the files, decides on.
  struct Waiting {
    Waiting(dbus::HeldCall call, uid_t user, Demand demand)
        : call(std::move(call)), user(user), demand(std::move(demand)) {}

    dbus::HeldCall call;
    uid_t user;
    Demand demand;
    std::size_t next = 0;              ///< of its things, the one that is asked about
    std::vector<Thing> for_a_human{};  ///< things that take authentication
    bool asks_a_human = false;
    Clock::time_point until{};
    std::unique_ptr<dbus::Inquiry> question{};
  };

  /// Calls of a sender whose user the bus is asked for.
  struct Unknown {
    std::deque<dbus::HeldCall> calls{};
    std::unique_ptr<dbus::Inquiry> question{};
  };

  bool holds(const std::string& sender, const char* interface, const char* member) override;
  void take(dbus::HeldCall call) override;

  std::optional<uid_t> known_user(const std::string& sender) const;
  void ask_for_user(dbus::HeldCall call);
  void user_told(const std::string& sender, std::optional<uid_t> user);
  void remember(const std::string& sender, uid_t user);

  void decide(dbus::HeldCall call, uid_t user);
  bool may_do_all(uid_t user) const;
  void wait(dbus::HeldCall call, uid_t user, Demand demand);
  static task<> look_at_files(runner::Runner& runner, std::weak_ptr<Authorizer*> us, Id id);
  void ask(Id id);
  void ask_next(Id id);
  void ask_polkit(Id id, const Thing& thing);
  void answered(Id id, const dbus::PolkitAnswer& answer);
  void look_whether_it_is_there(Id id);
  void deny(Id id, const std::string& why);
  void deny(const dbus::HeldCall& call, uid_t user, const std::string& why);
  static void refuse(const dbus::HeldCall& call, const std::string& why);
  std::size_t waiting_of(uid_t user) const;

  runner::Runner& runner_;
  sd_bus* bus_;
  dbus::Pump& pump_;
  const bool is_the_systems_;
  const Patience patience_;
  DenialLines denials_;
  dbus::Gate gate_;  // before what holds its calls
  std::map<std::string, Unknown> unknown_;
  std::size_t unknown_calls_ = 0;
  std::map<std::string, uid_t> known_;
  std::deque<std::string> remembered_;  // those of known_, the oldest first
  std::map<Id, Waiting> waiting_;
  Id last_id_ = 0;
  std::shared_ptr<Authorizer*> self_;  // for tasks that may outlive us
};

}  // namespace aio::bus
