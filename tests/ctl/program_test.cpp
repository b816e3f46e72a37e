// SPDX-License-Identifier: MIT
#include "tests/ctl/program.hpp"

#include <sys/stat.h>

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/dbus/silent_bus.hpp"

// aioctl as a process: what it says, where, and how it ends.
namespace aio::ctl {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(Program, PrintsItsHelpAndVersion) {
  const test::Aioctl aioctl;
  EXPECT_THAT(aioctl({"--help"}).out, StartsWith("Usage: aioctl [OPTION...] VERB"));
  EXPECT_THAT(aioctl({"-h", "emit"}).out,
              StartsWith("Usage: aioctl emit [OPTION...] SIGNAL [DATA]"));
  EXPECT_THAT(aioctl({"--version"}).out, StartsWith("aioctl 0."));
  EXPECT_EQ(aioctl({"--version"}).exit, 0);
}

TEST(Program, EndsWith2ForABadCommandLine) {
  const test::Aioctl aioctl;
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"statsu"},
                                             {"--odd"},
                                             {"emit"},
                                             {"emit", ""},
                                             {"emit", "a", "b", "c"},
                                             {"reload", "x"},
                                             {"status", "a", "b"},
                                             {"run", "x"},
                                             {"config", "x"},
                                             {"config", "-g"},
                                             {"config", "-g", "a", "b"},
                                             {"config", "-s"},
                                             {"config", "-s", "a", "b"},
                                             {"config", "-s", ":b", "c"},
                                             {"config", "-s", "a:b"},
                                             {"config", "--unset", "a"},
                                             {"config", "--check", "-g", "a"},
                                             {"config", "-c", "F", "-f", "F"}}) {
    const auto ended = aioctl(arguments);
    EXPECT_EQ(ended.exit, 2) << arguments.back();
    EXPECT_EQ(ended.out, "");
    EXPECT_THAT(ended.err, StartsWith("aioctl: "));
  }
}

TEST(Program, SaysTheErrorOnOneLineAndThenAHint) {
  const test::Aioctl aioctl;
  EXPECT_EQ(aioctl({"statsu"}).err,
            "aioctl: unknown verb 'statsu'\n"
            "Hint: did you mean 'status'?\n");
  EXPECT_EQ(aioctl({"emit",
                    "\n"
                    "s",
                    "x", "y\nz"})
                .err,
            "aioctl: emit takes SIGNAL and DATA, not also 'y\\nz'\n"
            "Hint: DATA of several words needs quotes\n");
}

TEST(Program, EndsWith7WhereNoBusIs) {
  const test::Aioctl aioctl;
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{},
                                             {"status"},
                                             {"status", "x"},
                                             {"emit", "s"},
                                             {"reload"},
                                             {"--user"},
                                             {"--system"},
                                             {"--address=unix:path=/nonexistent"}}) {
    const auto ended = aioctl(arguments);
    EXPECT_EQ(ended.exit, 7);
    EXPECT_EQ(ended.out, "");
    EXPECT_THAT(ended.err, StartsWith("aioctl: no daemon: the "));
  }
}

TEST(Program, SaysWhereItHasLookedForADaemon) {
  const test::Aioctl aioctl;
  EXPECT_EQ(
      aioctl({}).err,
      "aioctl: no daemon: the system bus: No such file or directory\n"
      "Hint: 'aioctl run' starts one here; --system, --user and --address name a bus, -H a host "
      "(there is no private bus at " +
          aioctl.folder().string() + "/aio/bus)\n");
}

TEST(Program, EndsWith7WhenTheBusHasNoDaemon) {
  const test::Aioctl aioctl;
  const test::TestBus bus;
  for (const auto& words : std::vector<std::vector<std::string>>{{"status"},
                                                                 {"reload"},
                                                                 {"config"},
                                                                 {"log-level"},
                                                                 {"list-schedules"},
                                                                 {"list-servers"},
                                                                 {"list-listeners"},
                                                                 {"list-modules"},
                                                                 {"is-active", "x"},
                                                                 {"pause", "x"},
                                                                 {"resume", "server/x"},
                                                                 {"start", "x"},
                                                                 {"stop", "x"}}) {
    std::vector<std::string> arguments{"--address=" + bus.address()};
    arguments.insert(arguments.end(), words.begin(), words.end());
    const auto ended = aioctl(arguments);
    EXPECT_EQ(ended.exit, 7);
    EXPECT_THAT(ended.err,
                StartsWith("aioctl: no daemon: no aiod is on the bus at " + bus.address() + "\n"));
  }
  EXPECT_EQ(aioctl({"--address=" + bus.address(), "emit", "s"}).exit, 7);
  EXPECT_EQ(aioctl({"--address=" + bus.address(), "trigger", "s"}).exit, 7);
}

TEST(Program, HintsAtFilesWhenThereIsNoDaemonToRead) {
  const test::Aioctl aioctl;
  const auto ended = aioctl({"config", "-g", "aio:log_level"});
  EXPECT_EQ(ended.exit, 7);
  EXPECT_THAT(ended.err, HasSubstr("\nHint: -c FILE shows what FILE comes to, "
                                   "-f FILE what stands in it\n"));
}

TEST(Program, GivesUpASilentBusAfterFiveSeconds) {
  const test::Aioctl aioctl;
  std::filesystem::create_directory(aioctl.folder() / "aio");
  ::chmod((aioctl.folder() / "aio").c_str(), 0700);
  const test::SilentBus bus(aioctl.folder() / "aio/bus");
  const auto start = std::chrono::steady_clock::now();
  const auto ended = aioctl({"status"});
  const auto took = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(ended.exit, 7);
  EXPECT_THAT(ended.err, StartsWith("aioctl: no daemon: the bus at unix:path=" +
                                    aioctl.folder().string() + "/aio/bus: Connection timed out\n"));
  EXPECT_GE(took, std::chrono::seconds(5));
  EXPECT_LT(took, std::chrono::seconds(15));
}

TEST(Program, EndsWith124WhenTheTimeoutIsShorterThanThat) {
  const test::Aioctl aioctl;
  const test::SilentBus bus;
  const auto ended = aioctl({"--address=" + bus.address(), "--timeout=100ms", "status"});
  EXPECT_EQ(ended.exit, 124);
  EXPECT_EQ(ended.err, "aioctl: no answer within 100ms\n");
}

TEST(Program, SaysThatItsOutputCannotBeWritten) {
  const test::Aioctl aioctl;
  const auto full = aioctl.in_shell("\"$@\" > /dev/full", {"--help"});
  EXPECT_EQ(full.exit, 1);
  EXPECT_EQ(full.err, "aioctl: cannot write the output: No space left on device\n");
  const auto closed = aioctl.in_shell("\"$@\" >&-", {"--help"});
  EXPECT_EQ(closed.exit, 1);
  EXPECT_EQ(closed.err, "aioctl: cannot write the output: Bad file descriptor\n");
}

TEST(Program, IsQuietAboutAReaderThatHasGone) {
  const test::Aioctl aioctl;
  // A pipe that had a reader when it was opened.
  const auto ended =
      aioctl.in_shell("mkfifo pipe; exec 8<> pipe 9> pipe 8>&-; \"$@\" >&9; echo $?", {"--help"});
  EXPECT_EQ(ended.err, "");
  EXPECT_EQ(ended.out, "0\n");
}

TEST(Program, SurvivesWithoutStandardDescriptors) {
  const test::Aioctl aioctl;
  aioctl.write("a.conf", "[a]\nb = 1\n");
  const auto ended =
      aioctl.in_shell("\"$@\" <&- >&- 2>&-", {"config", "-f", "a.conf", "-s", "a:b", "2"});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(aioctl.read("a.conf"), "[a]\nb = 2\n");
}

}  // namespace
}  // namespace aio::ctl
