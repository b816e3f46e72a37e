// SPDX-License-Identifier: MIT
// A restart that nobody notices: clients ask as fast as they are answered, while aiod is killed,
// restarted, replaced by a program that fails. Nobody is refused.
#include <iostream>

#include "tests/stress.hpp"
#include "tests/system/system.hpp"

namespace aio::system_tests {
namespace {

using testing::HasSubstr;

constexpr auto hammered = "/run/hammered.json";
constexpr int targets = 2;
constexpr int clients = 4;  // of hammer.cpp, that have a new connection each time

struct Hammered {
  long answers;
  long refused;
  long cut;   ///< new connections that ended before their answer
  long late;  ///< that had none in 30 s
  long other;
  long kept_cut;  ///< times that one of those that are kept was lost
  long longest_ms;
};

class RestartStress : public System {
 protected:
  void SetUp() override {
    System::SetUp();
    if (IsSkipped()) return;
    boot();
    start_aio(configuration);
    machine().put(AIO_HAMMER, "/usr/local/bin/hammer");
    machine().told({"systemd-run", "-q", "--unit=hammer", "/usr/local/bin/hammer", hammered, "7001",
                    "/var/lib/aio/echo.sock"});
    ASSERT_TRUE(comes_true([&] { return told().answers > 1000; })) << "nobody is served";
    began_ = steady_clock::now();
    answers_ = told().answers;
  }

  Hammered told() const {
    const auto text = machine().run({"cat", hammered});
    if (text.status != 0) return {};
    const auto told = nlohmann::json::parse(text.out);
    return {told.at("answers"), told.at("refused"),  told.at("cut"),       told.at("late"),
            told.at("other"),   told.at("kept_cut"), told.at("longest_ms")};
  }

  Hammered end_hammering() {
    const std::chrono::duration<double> took = steady_clock::now() - began_;
    machine().told({"systemctl", "stop", "hammer"});
    const Hammered all = told();
    std::cout << "answers a second: " << static_cast<long>((all.answers - answers_) / took.count())
              << ", longest wait: " << all.longest_ms << " ms, cut: " << all.cut << "\n";
    return all;
  }

  static void expect_nobody_refused(const Hammered& all) {
    EXPECT_EQ(all.refused, 0);
    EXPECT_EQ(all.late, 0);
    EXPECT_EQ(all.other, 0);
  }

  // Everybody is served again, by another process.
  void expect_next_process(int before) const {
    wait_for_next_process(before);
    if (HasFatalFailure()) return;
    const long served = told().answers;
    ASSERT_TRUE(comes_true([&] { return told().answers > served + 100; }));
  }

  std::string stored() const { return property("NFileDescriptorStore"); }

  static constexpr auto configuration =
      "[aio]\ndrain = 200ms\n"
      "[server/echo]\nprotocol = aio.demo.echo\nport = 7001\nbacklog = 1024\n"
      "[server/local]\nprotocol = aio.demo.echo\ntype = unix\npath = /var/lib/aio/echo.sock\n"
      "backlog = 1024\n";

 private:
  steady_clock::time_point began_;
  long answers_ = 0;
};

TEST_F(RestartStress, KillsRefuseNobodyAndLeaveNothingBehind) {
  const int kills = stress::amount(5, 200);
  const auto before = stored();
  for (int i = 0; i < kills; ++i) {
    const int pid = main_pid();
    ASSERT_THAT(systemctl({"kill", "--signal=KILL", "--kill-who=main", "aio"}), ExitsWith(0));
    expect_next_process(pid);
    if (HasFatalFailure()) return;
  }
  EXPECT_EQ(stored(), before);
  EXPECT_EQ(stored(), "2");
  const auto all = end_hammering();
  expect_nobody_refused(all);
  EXPECT_LE(all.cut, kills * clients) << "only what was accepted already";
  EXPECT_EQ(property("NRestarts"), std::to_string(kills));
}

TEST_F(RestartStress, RestartsRefuseNobodyAndAnswerWhoWasAccepted) {
  const int restarts = stress::amount(2, 50);
  for (int i = 0; i < restarts; ++i) {
    const int pid = main_pid();
    ASSERT_THAT(systemctl({"restart", "aio"}), ExitsWith(0));
    expect_next_process(pid);
    if (HasFatalFailure()) return;
  }
  EXPECT_EQ(stored(), "2");
  const auto all = end_hammering();
  expect_nobody_refused(all);
  EXPECT_EQ(all.cut, 0);
  EXPECT_LE(all.kept_cut, restarts * targets);
}

TEST_F(RestartStress, AProgramThatOnlyFailsRefusesNobodyUntilTheGoodOneIsBack) {
  machine().told({"sh", "-c", "mv /usr/bin/aiod /usr/bin/good && cp /bin/false /usr/bin/aiod"});
  const int pid = main_pid();
  ASSERT_THAT(systemctl({"kill", "--signal=KILL", "--kill-who=main", "aio"}), ExitsWith(0));
  const int failures = stress::amount(5, 80);
  ASSERT_TRUE(comes_true([&] { return std::stoi(property("NRestarts")) > failures; }));
  machine().told({"mv", "/usr/bin/good", "/usr/bin/aiod"});
  expect_next_process(pid);
  expect_nobody_refused(end_hammering());
}

// Of each two, one is refused and one brings another server.
TEST_F(RestartStress, ReloadsDisturbNoClientOfWhatIsUnchangedAndBadOnesSayWhere) {
  const int reloads = stress::amount(10, 200);
  const std::string good = configuration;
  for (int i = 0; i < reloads; ++i) {
    if (i % 2 == 0) {
      configure(good + "[schedule/tick]\nfunc = aio.demo.tick\nevery = " + std::to_string(i) +
                " parsecs\n");
      const auto refused = aioctl({"reload"});
      ASSERT_THAT(refused, ExitsWith(6));
      ASSERT_THAT(refused.err, HasSubstr("/etc/aio/aio.conf:14: "));
    } else {
      configure(good + "[server/more]\nprotocol = aio.demo.echo\nport = " +
                std::to_string(7100 + i) + "\n");
      ASSERT_THAT(aioctl({"reload"}), ExitsWith(0));
      ASSERT_EQ(stored(), "3");
    }
  }
  const auto all = end_hammering();
  expect_nobody_refused(all);
  EXPECT_EQ(all.cut, 0);
  EXPECT_EQ(all.kept_cut, 0);
}

}  // namespace
}  // namespace aio::system_tests
