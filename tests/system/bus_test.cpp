// SPDX-License-Identifier: MIT
// What happens to the system bus is no reason to stop serving: aiod is the same process, and back
// under its name soon. With each of the two buses that there are.
#include <unistd.h>

#include "tests/system/system.hpp"

namespace aio::system_tests {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class SystemBus : public System, public testing::WithParamInterface<const char*> {
 protected:
  void SetUp() override {
    System::SetUp();
    if (IsSkipped()) return;
    const std::string bus = GetParam();
    if (bus == "dbus-broker" && access("/usr/bin/dbus-broker-launch", X_OK) != 0)
      GTEST_SKIP() << "the package dbus-broker is not installed";
    boot({"--bus", bus});
    start_aio(
        "[aio]\ndrain = 100ms\n[server/echo]\nprotocol = aio.demo.echo\nport = 7001\n"
        "[schedule/tick]\nevery = 200ms\nfunc = aio.demo.tick\n"
        "[listen/all]\nendless = probe.never_end\n");
    pid_ = main_pid();
    ASSERT_THAT(aioctl({"status"}), ExitsWith(0));
    begin_knocking(7001);
  }

  void signal_bus(const std::string& signal) const {
    ASSERT_THAT(systemctl({"kill", "--kill-who=all", "--signal=" + signal, "dbus"}), ExitsWith(0));
  }

  // The journal's own times, so that what this test takes to look is not counted.
  std::chrono::microseconds told_at(std::string_view message, int which) const {
    for (const auto& entry : entries())
      if (entry.at("MESSAGE") == message && which-- == 0)
        return std::chrono::microseconds(
            std::stoll(entry.at("__MONOTONIC_TIMESTAMP").get<std::string>()));
    return 1h;
  }

  std::chrono::microseconds machine_time() const {
    const auto uptime =
        machine().told({"python3", "-c", "import time; print(time.monotonic_ns())"});
    return std::chrono::microseconds(std::stoll(uptime) / 1000);
  }

  void expect_back_within_3s(std::chrono::microseconds since) const {
    EXPECT_TRUE(comes_true([&] { return aioctl({"status"}).status == 0; }));
    EXPECT_LT(told_at("on the system bus", 1) - since, 3s) << messages();
    EXPECT_THAT(machine().told({"busctl", "tree", "--list", "org.aio.Runner1"}),
                HasSubstr("/org/aio/Runner1"));
  }

  void expect_as_if_nothing_had_been() const {
    EXPECT_EQ(main_pid(), pid_);
    EXPECT_EQ(property("NRestarts"), "0");
    const auto knocked = end_knocking();
    EXPECT_THAT(knocked.failures, IsEmpty());
    EXPECT_LT(knocked.longest_ms, 3000);
  }

 private:
  int pid_ = 0;
};

TEST_P(SystemBus, ThatIsRestartedHasAiodBack) {
  const auto began = machine_time();
  ASSERT_THAT(systemctl({"restart", "dbus"}), ExitsWith(0));
  expect_back_within_3s(began);
  expect_as_if_nothing_had_been();
}

TEST_P(SystemBus, ThatIsKilledHasAiodBackAndACallThatWasOnFails) {
  Process emitting = machine().start({"aioctl", "emit", "endless"});
  ASSERT_TRUE(journal_holds("waiting without end"));
  const auto began = machine_time();
  signal_bus("KILL");
  EXPECT_EQ(emitting.status(), 7);
  EXPECT_THAT(emitting.err().all(), HasSubstr("no daemon any more"));
  expect_back_within_3s(began);
  expect_as_if_nothing_had_been();
}

TEST_P(SystemBus, ThatIsFrozenCostsAioctlFiveSecondsAndAiodNothing) {
  signal_bus("STOP");
  const auto began = steady_clock::now();
  EXPECT_THAT(aioctl({"status"}), ExitsWith(7));
  EXPECT_LT(steady_clock::now() - began, 10s) << "5 s, and what a busy machine adds";
  const int served = knocks();
  EXPECT_TRUE(comes_true([&] { return knocks() > served + 10; })) << "the server answers";
  signal_bus("CONT");
  EXPECT_TRUE(comes_true([&] { return aioctl({"status"}).status == 0; }));
  expect_as_if_nothing_had_been();
}

INSTANTIATE_TEST_SUITE_P(,
                         SystemBus,
                         testing::Values("dbus-daemon", "dbus-broker"),
                         [](const auto& bus) {
                           return std::string(bus.param) == "dbus-daemon" ? "Daemon" : "Broker";
                         });

}  // namespace
}  // namespace aio::system_tests
