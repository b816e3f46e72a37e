// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <string>

#include "tests/scenarios/process.hpp"
#include "tests/scenarios/workplace.hpp"

namespace aio::scenarios {

/// A dbus-daemon that is not aiod's own, with a configuration of the test's: what a message bus of
/// a system or a user is to both. It listens when it has been built.
class Broker {
 public:
  /// `rules` go into its policy, after all has been allowed; `services` is the folder of its
  /// activation files, none when empty.
  Broker(const Workplace& place, const std::string& rules, const std::string& services = {});

  void kill() const { process_.signal(SIGKILL); }
  const std::string& address() const { return address_; }

 private:
  std::string address_;
  Process process_;
};

}  // namespace aio::scenarios
