// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <sdbus-c++/Error.h>
#include <sdbus-c++/IConnection.h>

#include "ctl/deadline.hpp"
#include "ctl/failure.hpp"
#include "ctl/options.hpp"
#include "ctl/polkit_agent.hpp"

namespace aio::ctl {

/// The way to the daemon: the bus that was named or found, who has the daemon's name on it, and
/// --timeout, which all of it shares. Owned by the Client. Served by nobody: it only asks. All of
/// it throws Failure.
class Route {
 public:
  /// Connects, which takes 5 s at most. A bus that is not there is Failure{no_daemon}.
  explicit Route(const Options& options);

  /// Asks who has the daemon's name, within the same 5 s, and starts nothing.
  bool has_daemon();
  void require_daemon();  ///< throws Failure{no_daemon}

  sdbus::IConnection& connection() const { return *connection_; }
  const dbus::Bus& bus() const { return bus_; }

  /// Whose process the daemon is, as the bus says.
  uid_t user_of_daemon();

  /// Whom to call. A daemon that was asked for is called by its unique name: if it ends now, the
  /// call does not start another one. The name that all know may start one, if the bus can do so.
  std::string destination() const;

  /// Of --timeout; nothing: no limit. Throws Failure{timed_out} when none is left.
  std::optional<std::chrono::microseconds> left() const;

  /// A call, with the time that is left, and its error as a Failure.
  template <class Call>
  auto ask(Call call) {
    limit_calls();
    try {
      return call();
    } catch (const sdbus::Error& error) {
      throw failure_of(error);
    }
  }

  /// The same for a call that takes a permission: whoever sits at the terminal may be asked to
  /// authenticate for it, if this is one, as systemctl has it.
  template <class Call>
  auto ask_with_permission(Call call) {
    let_a_human_be_asked();
    return ask(std::move(call));
  }

 private:
  void connect(const std::optional<dbus::Bus>& named);
  void open(const dbus::Bus& bus);
  bool opened(const dbus::Bus& bus);
  void find_owner();
  void limit_calls();
  void let_a_human_be_asked();
  Failure failure_of(const sdbus::Error& error) const;
  Failure no_daemon(const std::string& what) const;
  Failure timed_out() const;

  const std::optional<std::chrono::microseconds> timeout_;
  const Deadline deadline_;
  const Deadline opening_;
  dbus::Bus bus_;
  std::string why_not_;  ///< the bus could not be opened
  std::string hint_;     ///< how there could be a daemon
  std::unique_ptr<sdbus::IConnection> connection_;
  std::optional<PolkitAgent> agent_;
  bool has_asked_ = false;
  std::optional<std::string> owner_;  ///< the daemon's unique name
};

}  // namespace aio::ctl
