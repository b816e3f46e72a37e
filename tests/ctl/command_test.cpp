// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ctl/program.hpp"
#include "tests/dbus/silent_bus.hpp"

// Commands of [aio/commands] that are programs, out of files: no daemon is there.
namespace aio::ctl {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* configuration =
    "[DEFAULT]\n"
    "inherited = exec:/bin/true\n"
    "[aio/commands]\n"
    "Show = exec:/bin/sh -c 'printf \"<%s>\" \"$$@\"' sh 'first one'\n"
    "end-with = exec:/bin/sh -c 'exit \"$$1\"' sh\n"
    "surroundings = exec:/bin/sh -c 'echo \"$$AIO_KIND $$AIO_NAME $${AIO_BUS-none}\"'\n"
    "gone = exec:/nonexistent/program\n"
    "odd = exec:'\n"
    "wrong = nodots\n";

class CommandOfAFile : public testing::Test {
 protected:
  CommandOfAFile() { aioctl.write("aio.conf", configuration); }

  test::Aioctl aioctl;
};

TEST_F(CommandOfAFile, RunsAProgramWithItsOwnWordsAndThenThoseOfTheLine) {
  const auto ended = aioctl({"show", "a b", "--json", "-h", "", "--", "x\ny", "\xFF"});
  EXPECT_EQ(ended.out, "<first one><a b><--json><-h><><--><x\ny><\xFF>");
  EXPECT_EQ(ended.err, "");
  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(aioctl({"show"}).out, "<first one>");
  EXPECT_EQ(aioctl({"--", "show", "--help"}).out, "<first one><--help>");
}

TEST_F(CommandOfAFile, IsNotRunAsRootWhereSomebodyElseCanWriteTheFile) {
  if (::geteuid() != 0) GTEST_SKIP() << "this takes root";
  const auto folder = aioctl.folder() / "work";
  const auto file = folder / "aio.conf";
  ASSERT_EQ(::chown(file.c_str(), 1, 1), 0);
  const auto of_another = aioctl({"-c", "aio.conf", "show"});
  EXPECT_EQ(of_another.exit, 4);
  EXPECT_EQ(of_another.out, "");
  EXPECT_THAT(of_another.err, HasSubstr("'show' is not run as root: user daemon can write "));
  EXPECT_THAT(of_another.err, HasSubstr("Hint: 'runuser -u daemon -- aioctl -c "));

  ASSERT_EQ(::chown(file.c_str(), 0, 0), 0);
  std::filesystem::permissions(file, std::filesystem::perms(0664));
  EXPECT_THAT(aioctl({"-c", "aio.conf", "show"}).err,
              HasSubstr("is not run as root: others can write "));
  std::filesystem::permissions(file, std::filesystem::perms(0644));
  EXPECT_EQ(aioctl({"show"}).exit, 0);

  ASSERT_EQ(::chown(folder.c_str(), 1, 1), 0);
  EXPECT_EQ(aioctl({"-c", file.string(), "show"}).exit, 4) << "who can replace it can write it";
  ASSERT_EQ(::chown(folder.c_str(), 0, 0), 0);

  aioctl.write("aio.conf.d/more.conf", "[aio/commands]\nmore = exec:/bin/true\n");
  EXPECT_EQ(aioctl({"show"}).exit, 0);
  ASSERT_EQ(::chown((folder / "aio.conf.d/more.conf").c_str(), 1, 1), 0);
  EXPECT_EQ(aioctl({"-c", "aio.conf", "show"}).exit, 4) << "a drop-in could have any command";
  EXPECT_EQ(aioctl({"-c", "aio.conf", "unknown"}).exit, 2);
}

TEST_F(CommandOfAFile, EndsAsTheProgramEnds) {
  EXPECT_EQ(aioctl({"end-with", "0"}).exit, 0);
  EXPECT_EQ(aioctl({"end-with", "3"}).exit, 3);
}

TEST_F(CommandOfAFile, DoesNotTellCaseApart) {
  EXPECT_EQ(aioctl({"SHOW"}).out, "<first one>");
}

TEST_F(CommandOfAFile, IsThatOfTheFileWhichTheLineNames) {
  aioctl.write("other.conf", "[aio/commands]\nshow = exec:/bin/echo other\n");
  EXPECT_EQ(aioctl({"-c", "other.conf", "show", "-c"}).out, "other -c\n");
  EXPECT_EQ(aioctl({"-c", "none.conf", "show"}).exit, 6);
}

TEST_F(CommandOfAFile, KnowsWhatItIsAndTheBusThatWasNamed) {
  EXPECT_EQ(aioctl({"surroundings"}).out, "command surroundings none\n");
  EXPECT_EQ(aioctl({"-c", "aio.conf", "--address=unix:path=/b", "surroundings"}).out,
            "command surroundings unix:path=/b\n");
  EXPECT_EQ(aioctl({"-c", "aio.conf", "--system", "surroundings"}).out,
            "command surroundings system\n");
}

TEST_F(CommandOfAFile, ThatIsNoneIsNamedWithTheNearestOfVerbsAndCommands) {
  const auto ended = aioctl({"shwo", "x"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err, "aioctl: unknown verb 'shwo'\nHint: did you mean 'show'?\n");
  EXPECT_EQ(aioctl({"statsu"}).err,
            "aioctl: unknown verb 'statsu'\nHint: did you mean 'status'?\n");
  EXPECT_EQ(aioctl({"Status"}).err,
            "aioctl: unknown verb 'Status'\nHint: did you mean 'status'?\n");
  EXPECT_EQ(aioctl({"dance"}).err,
            "aioctl: unknown verb 'dance'\nHint: 'aioctl --help' lists the verbs\n");
  EXPECT_EQ(aioctl({"inherited"}).exit, 2) << "[DEFAULT] has no commands";
  EXPECT_EQ(aioctl({""}).exit, 2);
  EXPECT_EQ(aioctl({"a/b"}).exit, 2);
}

TEST_F(CommandOfAFile, TakesBeforeItOnlyOptionsThatSayWhereItIs) {
  const auto ended = aioctl({"--json", "show"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err, "aioctl: show has no option '--json'\n");
  EXPECT_EQ(ended.out, "");
}

TEST_F(CommandOfAFile, ThatCannotBeStartedSaysWhy) {
  const auto ended = aioctl({"gone"});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_EQ(ended.err, "aioctl: cannot start /nonexistent/program: No such file or directory\n");
}

TEST_F(CommandOfAFile, WithABadHandlerIsABadConfiguration) {
  const auto odd = aioctl({"odd"});
  EXPECT_EQ(odd.exit, 6);
  EXPECT_THAT(odd.err, HasSubstr("aio.conf: 'odd': 'exec:'': the quote ' is not closed\n"));
  EXPECT_THAT(aioctl({"wrong"}).err,
              HasSubstr("aio.conf: 'wrong': 'nodots' is no handler, expected module.function or "
                        "exec:PROGRAM ARGS\n"));
}

TEST_F(CommandOfAFile, NeedsAFileThatCanBeRead) {
  aioctl.write("aio.conf", "no section\n");
  EXPECT_EQ(aioctl({"show"}).exit, 6);
}

TEST_F(CommandOfAFile, StandsInTheHelp) {
  const auto help = aioctl({"--help"});
  EXPECT_EQ(help.exit, 0);
  EXPECT_THAT(help.out, HasSubstr("Commands, which take any words ([aio/commands]):\n"
                                  "  show                        exec:/bin/sh -c 'printf"));
  EXPECT_THAT(help.out,
              HasSubstr("\n  wrong                       nodots\n\n'aioctl VERB --help'"));
  EXPECT_THAT(help.out, Not(HasSubstr("  inherited ")));
  EXPECT_EQ(aioctl({"-h", "show"}).out, help.out);
  EXPECT_THAT(aioctl({"status", "--help"}).out, Not(HasSubstr("Commands")));
}

TEST_F(CommandOfAFile, ThatRootWouldBeGivenByAnotherIsPassedOver) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can run in another's folder as root";
  const auto file = aioctl.folder() / "work/aio.conf";
  ASSERT_EQ(::chown(file.c_str(), 65534, 65534), 0);
  const auto ended = aioctl({"show"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_THAT(ended.err, HasSubstr("aioctl: unknown verb 'show'\nHint: "));
  EXPECT_THAT(ended.err, HasSubstr("aio.conf is passed over"));
  EXPECT_EQ(aioctl({"-c", "aio.conf", "show"}).exit, 4) << "nor is it run when it is named";
}

TEST(Command, IsNotSoughtInAFileWhereABusWasNamed) {
  test::Aioctl aioctl;
  aioctl.write("aio.conf", configuration);
  EXPECT_EQ(aioctl({"--address=unix:path=/nonexistent/bus", "show"}).exit, 7);
  aioctl.environment()["AIO_BUS"] = "unix:path=/nonexistent/bus";
  const auto ended = aioctl({"show"});
  EXPECT_EQ(ended.exit, 7);
  EXPECT_THAT(ended.err, HasSubstr("/nonexistent/bus"));
}

TEST(Command, IsNotWaitedForByHelp) {
  const test::SilentBus bus;
  test::Aioctl aioctl;
  aioctl.write("aio.conf", configuration);
  const auto begin = std::chrono::steady_clock::now();
  const auto help = aioctl({"--address=" + bus.address(), "--help"});
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(4));
  EXPECT_EQ(help.exit, 0);
  EXPECT_EQ(help.err, "");
  EXPECT_THAT(help.out, StartsWith("Usage: aioctl [OPTION...] VERB"));
  EXPECT_THAT(help.out, Not(HasSubstr("Commands")));
}

TEST(Bus, OfTheEnvironmentIsTakenWhereTheLineNamesNone) {
  test::Aioctl aioctl;
  aioctl.environment()["AIO_BUS"] = "unix:path=/nonexistent/there";
  EXPECT_THAT(aioctl({"status"}).err, HasSubstr("/nonexistent/there"));
  EXPECT_THAT(aioctl({"--address=unix:path=/nonexistent/here", "status"}).err,
              HasSubstr("/nonexistent/here"));
  EXPECT_EQ(aioctl({"config", "-s", "aio:drain", "1"}).exit, 7) << "no file is changed instead";
  aioctl.environment()["AIO_BUS"] = "system";
  EXPECT_THAT(aioctl({"status"}).err, StartsWith("aioctl: no daemon: the system bus"));
  aioctl.environment()["AIO_BUS"] = "user";
  EXPECT_THAT(aioctl({"status"}).err, StartsWith("aioctl: no daemon: the user bus"));
  aioctl.environment()["AIO_BUS"] = "";
  EXPECT_THAT(aioctl({"status"}).err, HasSubstr("there is no private bus"));
}

}  // namespace
}  // namespace aio::ctl
