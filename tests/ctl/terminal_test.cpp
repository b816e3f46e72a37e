// SPDX-License-Identifier: MIT
// What aioctl shows on a terminal, which is a real one here.
#include "tests/ctl/bus_fixture.hpp"

namespace aio::ctl {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* escape = "\x1b";

class OnATerminal : public test::DaemonOnABus {
 protected:
  OnATerminal() {
    aioctl.environment().insert({{"TERM", "xterm"}, {"LC_ALL", "C.UTF-8"}, {"PAGER", ""}});
  }

  void set(const char* name, const char* value) { aioctl.environment()[name] = value; }
};

TEST_F(OnATerminal, HasColoursThatAPipeHasNot) {
  EXPECT_THAT(
      run_on_terminal(80, {"status"}).out,
      StartsWith("\x1b[0;1;32m\u25cf\x1b[0m \x1b[0;1;39maio\x1b[0m - application runner\n"));
  EXPECT_THAT(run({"status"}).out, Not(HasSubstr(escape)));
}

TEST_F(OnATerminal, HasNoColoursForWhomWantsNone) {
  set("NO_COLOR", "1");
  EXPECT_THAT(run_on_terminal(80, {"status"}).out, Not(HasSubstr(escape)));
  set("SYSTEMD_COLORS", "1");
  EXPECT_THAT(run_on_terminal(80, {"status"}).out, HasSubstr(escape));
  EXPECT_THAT(run({"status"}).out, HasSubstr(escape)) << "forced";
}

TEST_F(OnATerminal, IsCutToItsWidthUnlessAllIsWanted) {
  set("NO_COLOR", "1");
  EXPECT_EQ(run_on_terminal(31, {"list-schedules", "schedule/odd"}).out,
            "SCHEDULE  EVERY  LAST  NEXT  R\u2026\n"
            "schedul\u2026  0      -     now   0\n")
      << "the name gives way, and columns that have no room";
  EXPECT_EQ(run_on_terminal(31, {"list-schedules", "schedule/odd", "-l"}).out,
            run({"list-schedules", "schedule/odd"}).out);
}

TEST_F(OnATerminal, HasTheSignsOfTheLocale) {
  set("NO_COLOR", "1");
  set("LC_ALL", "C");
  EXPECT_THAT(run_on_terminal(80, {"status"}).out, StartsWith("* aio - application runner\n"));
  EXPECT_THAT(run({"status", "off"}).out, StartsWith("o schedule/off\n"));
}

class OnAPager : public OnATerminal {
 protected:
  OnAPager() {
    aioctl.write("pager", "echo LESS=$LESS; sed 's/^/| /'; exit 9\n");
    set("NO_COLOR", "1");
    set("PAGER", "sh pager");
  }
};

TEST_F(OnAPager, ShowsWhatIsReadOnAScreen) {
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"status"}, {"list-servers"}, {"config"}, {"--help"}, {"status", "--help"}})
    EXPECT_THAT(run_on_terminal(80, words).out, StartsWith("LESS=FRSXMK\n| ")) << words[0];
}

TEST_F(OnAPager, ShowsNothingElse) {
  EXPECT_EQ(run_on_terminal(80, {"config", "-g", "a:b"}).out, "1\n");
  EXPECT_EQ(run_on_terminal(80, {"--no-pager", "config"}).out, "[a]\nb = 1\n\n");
  EXPECT_EQ(run({"config"}).out, "[a]\nb = 1\n\n") << "into a pipe";
  EXPECT_THAT(run_on_terminal(80, {"status", "nothing"}).out, StartsWith("aioctl: there is no "));
  set("TERM", "dumb");
  EXPECT_EQ(run_on_terminal(80, {"config"}).out, "[a]\nb = 1\n\n");
}

TEST_F(OnAPager, EndsAsTheVerbDoes) {
  EXPECT_EQ(run_on_terminal(80, {"status", "beat"}).exit, 0);
  EXPECT_EQ(run_on_terminal(80, {"status", "off"}).exit, 3);
  set("PAGER", "true");  // reads nothing, as one that is quit at once
  EXPECT_EQ(run_on_terminal(80, {"status", "off"}).exit, 3);
  EXPECT_EQ(run_on_terminal(80, {"status", "off"}).out, "");
}

TEST_F(OnAPager, FallsBackToNone) {
  set("PAGER", "./no-such-pager");
  set("PATH", "/nonexistent");
  EXPECT_EQ(run_on_terminal(80, {"config"}).out, "[a]\nb = 1\n\n");
}

TEST_F(OnAPager, TrustsNoPagerOfASudoer) {
  set("SUDO_UID", "1000");
  set("PATH", "/nonexistent");
  EXPECT_EQ(run_on_terminal(80, {"config"}).out, "[a]\nb = 1\n\n");
}

}  // namespace
}  // namespace aio::ctl
