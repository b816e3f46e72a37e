// SPDX-License-Identifier: MIT
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/scenarios/client.hpp"
#include "tests/scenarios/process.hpp"
#include "tests/scenarios/workplace.hpp"

namespace aio::scenarios {

using Words = std::vector<std::string>;

/// The launch of a program in the workplace, with none of the buses and runtime folders of whoever
/// runs the tests. `aiod` and `aioctl` are those of the build under test.
Launch launch(const Workplace& place, Words words);

/// A running aiod in a workplace, on its private bus unless its words say otherwise. It is ready
/// when this has been built; one that does not become so is a std::runtime_error with all it said.
/// One that a test leaves running is asked to end, so that a sanitizer sees what it has lost, and
/// killed when it takes long over it.
class Daemon {
 public:
  explicit Daemon(const Workplace& place, Words words = {});
  ~Daemon();

  const Process& process() const { return process_; }
  std::string log() const { return process_.err().text(); }
  /// Waits until the log holds this, from the offset `from` on.
  bool logs(std::string_view words, std::size_t from = 0) const {
    return process_.err().holds(words, from);
  }
  /// SIGTERM, and the exit status; nullopt when it does not end.
  std::optional<int> stop();

 private:
  Process process_;
};

/// What the scenarios share: a workplace, and the programs run in it. The module `probe` lies
/// beside the configuration files there.
class Scenario : public testing::Test {
 protected:
  Scenario();

  Workplace place;

  Finished aioctl(Words words) const;
  Finished aiod(Words words) const;    ///< to its end
  Finished busctl(Words words) const;  ///< on the workplace's private bus
  /// A method of org.aio.Runner1.INTERFACE at the root object, with busctl; arguments as busctl
  /// takes them, signature first.
  Finished call(const std::string& interface, const std::string& method, Words arguments) const;

  /// What `aioctl --json status` tells of the runner, and of one item: status_of("schedules",
  /// "hello").
  nlohmann::json status() const;
  nlohmann::json status_of(const std::string& kind, const std::string& name) const;
  std::uint16_t port_of(const std::string& server) const;
};

MATCHER_P(ExitsWith, status, "exits with " + testing::PrintToString(status)) {
  return arg.status == status;
}

}  // namespace aio::scenarios
