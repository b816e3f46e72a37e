// SPDX-License-Identifier: MIT
#pragma once

#include <aio/task.hpp>

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include <sdbus-c++/IConnection.h>

#include "daemon/bus/opening.hpp"
#include "daemon/bus/private_daemon.hpp"
#include "daemon/runner/runner.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/tally.hpp"
#include "dbus/connection.hpp"
#include "dbus/name_request.hpp"

namespace aio::bus {

enum class Access;
class Link;
class News;

/// Which bus aiod is on; a plain value.
struct Choice {
  enum class Kind { none, own, system, user, address };

  Kind kind = Kind::none;
  std::string address;                 ///< for Kind::address
  std::string log_target = "console";  ///< where the log goes, in LogControl1's words
};

/// aiod's place on a bus: keeps a connection with the runner's objects on it under the well-known
/// name, and comes back when the bus went away. Nothing but the bus depends on the bus. Owned by
/// Daemon; loop, runner and news outlive it.
///   off --begin()--> connecting --let in--> asking for the name --it is ours--> serving
///   connecting --no bus--> pause --> connecting;  serving --the bus broke--> pause --> connecting
///   asking --another program has it--> serving without it, asking again after a pause
class Bus {
 public:
  Bus(runtime::EventLoop& loop, runner::Runner& runner, News& news, const Choice& choice);
  ~Bus();

  /// Ends when the bus has answered, or after 5 s without an answer, which leaves it to later.
  /// Throws Error{refused}, naming the pid, when another aiod is there already.
  task<> begin();

  void end() noexcept;  ///< leaves the bus

 private:
  Access access_on(sdbus::IConnection& connection) const;
  template <class Step>
  void guarded(Step step) noexcept;
  void connect();
  void opened(std::unique_ptr<sdbus::IConnection> connection, const std::string& why);
  void name_answered(const dbus::NameAnswer& answer);
  void broken(const std::string& why);
  void connect_later();
  void ask_again_later();
  void say_once(const std::string& what);
  void answered();

  runtime::EventLoop& loop_;
  runner::Runner& runner_;
  News& news_;
  dbus::Bus bus_;
  std::string log_target_;
  bool off_ = false;
  std::optional<PrivateDaemon> own_;  // ends after the link
  std::unique_ptr<Opening> opening_;
  std::unique_ptr<Link> link_;
  boost::asio::steady_timer pause_;
  std::chrono::milliseconds next_pause_;
  runtime::Tally unanswered_;  // counts begin()'s one question
  bool asked_ = false;
  bool serving_ = false;
  pid_t rival_ = 0;  // another aiod, seen while begin() waits
  std::string said_;
};

}  // namespace aio::bus
