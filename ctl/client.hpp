// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sdbus-c++/IConnection.h>

#include "ctl/answers.hpp"
#include "ctl/deadline.hpp"
#include "ctl/failure.hpp"
#include "ctl/options.hpp"

namespace aio::ctl {

/// An option and the value that it is to have.
struct Assignment {
  std::string section;
  std::string option;
  std::string value;
};

/// The daemon as aioctl sees it: each method is one call, which waits for its answer as long as
/// --timeout allows. Owned by the verb. Its connection is served by nobody: it only asks. All of it
/// throws Failure.
class Client {
 public:
  /// Connects and asks who has the daemon's name, which takes 5 s at most and starts nothing. A bus
  /// that is not there is Failure{no_daemon}.
  explicit Client(const Options& options);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  bool has_daemon() const { return owner_.has_value(); }
  void require_daemon() const;  ///< throws Failure{no_daemon}

  std::vector<Outcome> emit(const std::string& signal, const std::string& data);
  Change reload();
  Snapshot status();

  std::string value(const std::string& section, const std::string& option);
  Section section(const std::string& name);
  std::vector<Section> sections();
  Change set(const std::vector<Assignment>& values);
  Change unset(const std::vector<std::pair<std::string, std::string>>& names);

 private:
  class Manager;
  class Config;

  void connect(const std::optional<dbus::Bus>& named);
  void open(const dbus::Bus& bus);
  bool opened(const dbus::Bus& bus);
  void find_owner();
  Failure no_daemon(const std::string& what) const;
  Failure timed_out() const;
  void limit_calls();
  template <class Call>
  auto ask(Call call);

  const std::optional<std::chrono::microseconds> timeout_;
  const Deadline deadline_;
  const Deadline opening_;
  std::string bus_;      ///< for messages
  std::string why_not_;  ///< the bus could not be opened
  std::string hint_;     ///< how there could be a daemon
  std::unique_ptr<sdbus::IConnection> connection_;
  std::optional<std::string> owner_;  ///< the daemon's unique name
  std::unique_ptr<Manager> manager_;
  std::unique_ptr<Config> config_;
};

}  // namespace aio::ctl
