// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "tests/dbus/peer.hpp"
#include "tests/dbus/test_bus.hpp"
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {

/// An aiod on a bus that is the test's to kill, restart and freeze, and callers that say what they
/// like.
class BusScenario : public Scenario {
 protected:
  test::TestBus bus;

  Words on_bus() const { return {"--address=" + bus.address()}; }
  test::Peer peer() const { return test::Peer(bus.address()); }

  /// A call of the runner's own object: message(peer, "Manager", "Status").
  static test::Message message(const test::Peer& peer,
                               const std::string& interface,
                               const std::string& member,
                               const std::string& path = "/org/aio/Runner1");
  static test::Message emit(const test::Peer& peer,
                            const std::string& signal,
                            const std::string& data = {});
  static test::Message status(const test::Peer& peer);

  /// Waits until aiod answers under its name; whether it does.
  bool answers() const;
  /// The interfaces that the ObjectManager tells of, by path; those of the standard left out.
  static std::map<std::string, std::string> objects(const test::Peer& peer);
};

std::size_t descriptors_of(pid_t pid);
std::size_t resident_kilobytes(pid_t pid);

/// What a sanitized program holds besides: AddressSanitizer keeps 256 MB of freed memory to find
/// uses of it.
#ifdef __SANITIZE_ADDRESS__
inline constexpr std::size_t kept_by_sanitizers = 300'000;
#else
inline constexpr std::size_t kept_by_sanitizers = 0;
#endif

}  // namespace aio::scenarios
