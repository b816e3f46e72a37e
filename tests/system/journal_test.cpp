// SPDX-License-Identifier: MIT
// What journald does to aiod: it freezes, dies, is started again. Costs counted lines and nothing
// else.
#include <sstream>

#include "tests/system/system.hpp"

namespace aio::system_tests {
namespace {

using testing::IsEmpty;

// Far more than the queue of aiod and the socket of journald hold together.
constexpr int more_lines_than_are_held = 40'000;
constexpr int lines_a_run = 100;  // of probe.chatter

class Journal : public System {
 protected:
  void SetUp() override {
    System::SetUp();
    if (IsSkipped()) return;
    boot();
  }

  // A run of the schedule says lines_a_run lines. More of them than journald takes cost any line,
  // one that a test waits for as well.
  void start_aio_that_chatters(const std::string& every) {
    start_aio(
        "[aio]\ndrain = 1s\n[server/echo]\nprotocol = aio.demo.echo\nport = 7001\n"
        "[schedule/chatter]\nfunc = probe.chatter\nevery = " +
        every + "\n[listen/all]\nsay = probe.hear\n");
    begin_knocking(7001);
  }

  int runs() const {
    const auto told = aioctl({"--json", "status", "schedule/chatter"});
    if (told.status != 0) return 0;
    return nlohmann::json::parse(told.out).at("schedules").at(0).at("runs");
  }

  // Before this the journal does not have what was said.
  void stop_aio() const { ASSERT_THAT(systemctl({"stop", "aio"}), ExitsWith(0)); }

  static void expect_good(const Knocked& knocked) {
    EXPECT_THAT(knocked.failures, IsEmpty());
    EXPECT_LT(knocked.longest_ms, 3000);
  }
};

// How many lines there were in all, how many of them the journal has, how many it misses.
struct Account {
  int said = 0;
  int kept = 0;
  int dropped = 0;
};

Account account_of(const std::string& messages) {
  Account account;
  std::istringstream lines(messages);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    int number = 0;
    if (line.starts_with("chatter ")) {
      words >> word >> number;
      account.said = number;  // each line has its number
      ++account.kept;
    } else if (line.ends_with(" log lines dropped")) {
      words >> number;
      account.dropped += number;
    }
  }
  return account;
}

TEST_F(Journal, ThatIsFrozenHoldsUpNothingAndEachLineThatItMissesIsCounted) {
  start_aio_that_chatters("10ms");
  const int pid = main_pid();
  const int before = runs();
  ASSERT_THAT(systemctl({"kill", "--signal=STOP", "systemd-journald"}), ExitsWith(0));
  EXPECT_TRUE(comes_true([&] {
    return (runs() - before) * lines_a_run > more_lines_than_are_held;
  })) << "schedules go on; "
      << runs() - before << " runs";
  const int served = knocks();
  EXPECT_TRUE(comes_true([&] { return knocks() > served + 10; })) << "the server answers";
  EXPECT_THAT(aioctl({"emit", "say", "meanwhile"}), ExitsWith(0));
  ASSERT_THAT(systemctl({"kill", "--signal=CONT", "systemd-journald"}), ExitsWith(0));

  EXPECT_TRUE(journal_holds(" log lines dropped"));
  EXPECT_EQ(main_pid(), pid);
  expect_good(end_knocking());
  stop_aio();
  const auto account = account_of(messages());
  EXPECT_GT(account.dropped, 0);
  // What is not chatter, if it was dropped, is counted with it: a few lines.
  EXPECT_GE(account.kept + account.dropped, account.said);
  EXPECT_LE(account.kept + account.dropped, account.said + 100);
}

TEST_F(Journal, ThatIsKilledGoesOnWithTheNextLine) {
  start_aio_that_chatters("200ms");
  const int pid = main_pid();
  for (int round = 0; round < 3; ++round) {
    const auto journald =
        machine().told({"systemctl", "show", "-P", "MainPID", "systemd-journald"});
    ASSERT_THAT(systemctl({"kill", "--signal=KILL", "systemd-journald"}), ExitsWith(0));
    ASSERT_TRUE(comes_true([&] {
      const auto now = machine().told({"systemctl", "show", "-P", "MainPID", "systemd-journald"});
      return now != "0" && now != journald;
    }));
    const auto text = "after round " + std::to_string(round);
    EXPECT_THAT(aioctl({"emit", "say", text}), ExitsWith(0));
    EXPECT_TRUE(journal_holds("heard say: " + text));
  }
  EXPECT_EQ(main_pid(), pid);
  expect_good(end_knocking());
}

TEST_F(Journal, ThatIsStoppedAndStartedGoesOnWithTheNextLine) {
  start_aio_that_chatters("100ms");
  const int pid = main_pid();
  const Words sockets{"systemd-journald.socket", "systemd-journald-dev-log.socket",
                      "systemd-journald-audit.socket", "systemd-journald"};
  auto words = sockets;
  words.insert(words.begin(), "stop");
  ASSERT_THAT(systemctl(words), ExitsWith(0));
  const int before = runs();
  EXPECT_TRUE(comes_true([&] { return runs() > before + 20; }));
  words.front() = "start";
  words.erase(words.begin() + 3);  // the audit socket is not for containers
  ASSERT_THAT(systemctl(words), ExitsWith(0));
  EXPECT_TRUE(comes_true([&] {
    return aioctl({"emit", "say", "it is back"}).status == 0 &&
           messages().find("heard say: it is back") != std::string::npos;
  }));
  EXPECT_EQ(main_pid(), pid);
  expect_good(end_knocking());
}

}  // namespace
}  // namespace aio::system_tests
