// SPDX-License-Identifier: MIT
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "tests/system/machine.hpp"

namespace aio::system_tests {

using namespace std::chrono_literals;
using scenarios::patience;
using std::chrono::steady_clock;

/// Waits until `holds()`, looking again and again: whether it came to that.
template <class Condition>
bool comes_true(Condition holds, std::chrono::milliseconds within = patience) {
  for (const auto deadline = steady_clock::now() + within; !holds();) {
    if (steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(20ms);  // between two looks; what is waited for tells nobody
  }
  return true;
}

/// How a server was to somebody who asked it all the time (knocker.py).
struct Knocked {
  int answers;
  int longest_ms;  ///< that an answer took
  std::vector<std::string> failures;
};

/// A test of aio.service in a machine of its own; skipped, with the reason, where none can run.
class System : public testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  /// Boots it: before this there is no machine.
  void boot(Words options = {}, Contents contents = Contents::this_build);
  const Machine& machine() const { return *machine_; }

  /// Writes /etc/aio/aio.conf, starts aio.service and expects it to be up.
  void start_aio(std::string_view configuration) const;
  void configure(std::string_view configuration) const;
  Finished systemctl(Words words) const;
  Finished aioctl(Words words) const;

  std::string property(const std::string& name) const;  ///< of aio.service
  int main_pid() const { return std::stoi(property("MainPID")); }
  void wait_for_next_process(int before) const;  ///< than that of this pid
  void kill_and_wait() const;                    ///< for the next process

  /// What an echo server answers to "knock"; `to` is a piece of Python that makes the address.
  std::string answer(const std::string& kind, const std::string& to) const;

  /// Knocks at the echo server on that port all the time, from inside of the machine.
  void begin_knocking(int port) const;
  int knocks() const;  ///< answered so far
  Knocked end_knocking() const;

  /// The entries of aio.service in the journal, oldest first, with all their fields.
  std::vector<nlohmann::json> entries() const;
  /// The messages of those, a line each.
  std::string messages() const;
  bool journal_holds(std::string_view words) const;  ///< waits for it

 private:
  void expect_no_reports() const;

  std::optional<Machine> machine_;
};

MATCHER_P(ExitsWith, status, "exits with " + testing::PrintToString(status)) {
  return arg.status == status;
}

}  // namespace aio::system_tests
