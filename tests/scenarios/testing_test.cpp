// SPDX-License-Identifier: MIT
// aioctl test with real programs: how they end, and that nothing of them is left.
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// The module `m` beside the configuration, with the tests that a scenario gives it.
class Testing : public Scenario {
 protected:
  Testing() { place.write("aio.conf", "[aio]\nmodules = m\n"); }

  /// A shell's script in the folder `tests` of a module; $PLACE is the workplace.
  void script(const std::string& name, const std::string& text, const std::string& module = "m") {
    const std::filesystem::path path = module + "/tests/" + name;
    place.write(module + "/aio.conf", "");
    place.write(path, "#!/bin/sh\nPLACE=" + place.folder().string() + "\n" + text + "\n");
    std::filesystem::permissions(place.folder() / path, std::filesystem::perms::owner_all);
  }

  /// The program `tried`, which is one of GoogleTest's.
  void google_test(const std::string& name) {
    place.write("m/aio.conf", "");
    std::filesystem::create_directories(place.folder() / "m/tests");
    std::filesystem::create_symlink(AIO_TRIED, place.folder() / "m/tests" / name);
  }

  // The number that a script has written, once it has.
  pid_t pid_in(const std::string& name) const {
    while (!place.has(name) || !place.read(name).ends_with("\n")) usleep(1'000);
    return std::atoi(place.read(name).c_str());
  }

  bool is_gone(const std::string& name) const { return kill(pid_in(name), 0) != 0; }
};

TEST_F(Testing, TellsEachProgramByItsExitStatusInTheOrderOfTheirNames) {
  script("a", "sleep 0.1");
  script("b", "echo out; echo err >&2; exit 3");
  script("c", "echo no net; exit 77");
  script("d", "kill -SEGV $$");
  place.write("m/tests/data", "x");
  const Finished done = aioctl({"test"});
  EXPECT_THAT(done, ExitsWith(1));
  EXPECT_THAT(done.out, testing::MatchesRegex(
                            "ok       m/a \\([0-9]+m?s\\)\n"
                            "failed   m/b \\([0-9]+m?u?s\\)\n    exit status 3\n    out\n    err\n"
                            "skipped  m/c \\([0-9]+m?u?s\\): no net\n"
                            "failed   m/d \\([0-9]+m?u?s\\)\n    killed by SIGSEGV\n"
                            "4 tests: 1 ok, 2 failed, 1 skipped, in [0-9]+m?s\n"));
  EXPECT_EQ(done.err, "");
}

TEST_F(Testing, EndsWith0WhenNothingFailed) {
  script("a", "exit 0");
  EXPECT_THAT(aioctl({"test"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"test", "-q"}).out, IsEmpty());
}

TEST_F(Testing, PrintsWithQuietWhatFailedAlone) {
  script("a", "exit 0");
  script("b", "exit 1");
  const Finished done = aioctl({"test", "--quiet"});
  EXPECT_THAT(done, ExitsWith(1));
  EXPECT_EQ(done.out, "");
  EXPECT_THAT(done.err, AllOf(HasSubstr("failed   m/b"), Not(HasSubstr("m/a"))));
}

TEST_F(Testing, TellsTapTestByTest) {
  script("t", "printf '1..2\\nok 1 - one\\n'; printf warning >&2; printf 'not ok 2 - two\\n'");
  const Finished done = aioctl({"test"});
  EXPECT_THAT(done, ExitsWith(1));
  EXPECT_THAT(done.out, AllOf(HasSubstr("ok       m/t/one\n"), HasSubstr("failed   m/t/two\n    "),
                              HasSubstr("    warning")));
}

TEST_F(Testing, ShowsOnATerminalWhatRunsAndErasesIt) {
  script("a", "exit 0");
  const Finished done = run(launch(
      place, {"env", "TERM=xterm", "script", "-qec", AIO_BIN_DIR "/aioctl test", "/dev/null"}));
  EXPECT_THAT(done, ExitsWith(0));
  EXPECT_THAT(done.out, HasSubstr("[0/1] m/a\r\x1b[Kok       m/a "));
}

TEST_F(Testing, TellsGoogleTestsTestsOneByOneAndRunsThoseThatFit) {
  google_test("g");
  const Finished done = aioctl({"test", "--filter", "Tried.*s"});
  EXPECT_THAT(done, ExitsWith(1));
  EXPECT_THAT(done.out,
              AllOf(HasSubstr("ok       m/g/Tried.Succeeds"), HasSubstr("failed   m/g/Tried.Fails"),
                    HasSubstr("    as wanted\n"), HasSubstr("failed   m/g/Tried.Crashes"),
                    HasSubstr("    killed by SIGSEGV"), Not(HasSubstr("IsSkipped"))));
  const Finished skipped = aioctl({"test", "--filter=g/Tried.IsSkipped"});
  EXPECT_THAT(skipped, ExitsWith(0));
  EXPECT_THAT(skipped.out, HasSubstr("skipped  m/g/Tried.IsSkipped: as wanted too\n"));
}

TEST_F(Testing, ListsNamesAndRunsNothing) {
  script("a", "touch $PLACE/ran");
  google_test("g");
  place.write("m/README.md", "```console\n$ touch ../ran\n```\n");
  const Finished all = aioctl({"test", "--list"});
  EXPECT_THAT(all, ExitsWith(0));
  EXPECT_THAT(all.out, AllOf(testing::StartsWith("m/a\n"), HasSubstr("\nm/g/Tried.Fails\n"),
                             testing::EndsWith("\nm/README.md:1\n")));
  EXPECT_EQ(aioctl({"test", "--list", "--filter=Tried.F*"}).out, "m/g/Tried.Fails\n");
  EXPECT_FALSE(place.has("ran"));
}

TEST_F(Testing, ReportsAFilterThatFitsNothing) {
  script("a", "exit 0");
  const Finished done = aioctl({"test", "--filter", "b*"});
  EXPECT_THAT(done, ExitsWith(5));
  EXPECT_EQ(done.err, "aioctl: no test fits 'b*'\nHint: --list prints their names\n");
}

TEST_F(Testing, EndsATestThatTakesTooLongWithAllThatItStarted) {
  script("hang",
         "(setsid sh -c 'env -i setsid sleep 60 & echo $! > '$PLACE'/far; exec sleep 60' &)\n"
         "sleep 60 & echo $! > $PLACE/near; sleep 60; sleep 60");
  const Finished done = aioctl({"test", "--timeout", "700ms"});
  EXPECT_THAT(done, ExitsWith(1));
  EXPECT_THAT(done.out,
              AllOf(HasSubstr("timeout  m/hang ("), HasSubstr("    had not ended after ")));
  EXPECT_TRUE(is_gone("far"));
  EXPECT_TRUE(is_gone("near"));
}

TEST_F(Testing, EndsWhatATestLeavesRunning) {
  script("leave", "(setsid sleep 60 & echo $! > $PLACE/far); sleep 60 & echo $! > $PLACE/near");
  EXPECT_THAT(aioctl({"test"}), ExitsWith(0));
  EXPECT_TRUE(is_gone("far"));
  EXPECT_TRUE(is_gone("near"));
}

TEST_F(Testing, EndsAllOfItWhenItIsInterrupted) {
  script("hang", "(setsid sleep 60 & echo $! > $PLACE/far); sleep 60");
  Process aioctl(launch(place, {"aioctl", "test"}));
  pid_in("far");
  aioctl.signal(SIGINT);
  EXPECT_EQ(aioctl.status(), 128 + SIGINT);
  EXPECT_TRUE(is_gone("far"));
}

TEST_F(Testing, KillsWhatHeedsNoSignalWhenItIsInterruptedAgain) {
  script("hang", "trap '' TERM; (setsid sleep 60 & echo $! > $PLACE/far); sleep 60; sleep 60");
  Process aioctl(launch(place, {"aioctl", "test"}));
  pid_in("far");
  aioctl.signal(SIGTERM);
  EXPECT_TRUE(aioctl.err().holds("aioctl: ending what runs; the next signal kills it\n"));
  aioctl.signal(SIGTERM);
  EXPECT_EQ(aioctl.status(), 128 + SIGTERM);
  EXPECT_TRUE(is_gone("far"));
}

TEST_F(Testing, EndsAllOfItWhenItIsKilled) {
  script("hang", "(setsid sleep 60 & echo $! > $PLACE/far); sleep 60");
  Launch start = launch(place, {"aioctl", "test"});
  start.environment.push_back("TMPDIR=" + place.folder().string());  // its folder there is left
  Process aioctl(start);
  pid_in("far");
  aioctl.signal(SIGKILL);
  EXPECT_EQ(aioctl.status(), 128 + SIGKILL);
  while (!is_gone("far")) usleep(1'000);  // the test's own limit is its end
}

TEST_F(Testing, GivesATestFoldersOfItsOwnNoInputAndNoOtherDescriptor) {
  script("a",
         "touch \"$TMPDIR/x\" \"$XDG_RUNTIME_DIR/x\"; echo $TMPDIR > $PLACE/tmp\n"
         "[ \"$XDG_RUNTIME_DIR\" != $PLACE/run ] || exit 1\n"
         "[ \"$PWD\" = $PLACE/m ] || exit 2\n"
         "[ -z \"$(cat)\" ] || exit 3\n"
         "[ \"$(ls /proc/self/fd | wc -l)\" = 4 ] || exit 4\n"
         "[ \"${AIO_MODULE_PATH%%:*}\" = $PLACE ] || exit 5\n"
         "[ \"$(command -v aioctl)\" = " AIO_BIN_DIR "/aioctl ] || exit 6");
  EXPECT_THAT(aioctl({"test"}), ExitsWith(0));
  const std::string folder = place.read("tmp");
  EXPECT_FALSE(std::filesystem::exists(folder.substr(0, folder.size() - 1)));
}

TEST_F(Testing, RunsTheExamplesOfAReadme) {
  place.write("m/aio.conf", "");
  place.write("m/README.md",
              "```console\n$ word=two\n$ echo one; echo $word; echo three\none\nt*e\n"
              "$ aioctl config --check -c aio.conf\n```\n\n"
              "```console\n$ echo one >&2\ntwo\n```\n```console\n$ (exit 4)\n```\n");
  const Finished done = aioctl({"test"});
  EXPECT_THAT(done, ExitsWith(1));
  EXPECT_THAT(done.out,
              AllOf(HasSubstr("ok       m/README.md:1 "), HasSubstr("failed   m/README.md:9 "),
                    HasSubstr("    `echo one >&2`: no line 'two' in its output\n    one\n"),
                    HasSubstr("    `(exit 4)`: exit status 4\n")));
}

TEST_F(Testing, DoesNotRunAReadmeInItself) {
  script("a", "exit 0");
  place.write("m/README.md",
              "```console\n$ cd .. && aioctl test\nok * m/a *\n1 test: 1 ok, *\n```\n");
  const Finished done = aioctl({"test"});
  EXPECT_THAT(done, ExitsWith(0));
  EXPECT_THAT(done.out, HasSubstr("2 tests: 2 ok"));
}

TEST_F(Testing, RepeatsUntilItFails) {
  script("third", "echo x >> $PLACE/runs; [ \"$(wc -l < $PLACE/runs)\" -lt 3 ]");
  const Finished done = aioctl({"test", "--repeat=5"});
  EXPECT_THAT(done, ExitsWith(1));
  EXPECT_THAT(done.out, HasSubstr("    exit status 1\n    in run 3\n"));
  EXPECT_EQ(place.read("runs"), "x\nx\nx\n");
}

TEST_F(Testing, WritesJUnitsXmlAndRefusesAFileThatItCannotWriteBeforeAnythingRuns) {
  script("a", "touch $PLACE/ran");
  EXPECT_THAT(aioctl({"test", "--junit=no/such/folder.xml"}), ExitsWith(1));
  EXPECT_FALSE(place.has("ran"));
  EXPECT_THAT(aioctl({"test", "--junit=results.xml"}), ExitsWith(0));
  EXPECT_THAT(place.read("results.xml"), HasSubstr("<testcase classname=\"m\" name=\"a\" time="));
}

TEST_F(Testing, TakesTheModulesThatAreNamedEachOnce) {
  script("a", "exit 0");
  script("b", "exit 0", "other");
  EXPECT_THAT(aioctl({"test", "other", "other"}).out, HasSubstr("1 test: 1 ok"));
  EXPECT_THAT(aioctl({"test", "other", "m"}).out,
              testing::MatchesRegex("ok +other/b .*\nok +m/a .*\n2 tests: .*\n"));
  const Finished missing = aioctl({"test", "othr"});
  EXPECT_THAT(missing, ExitsWith(5));
  EXPECT_THAT(missing.err, AllOf(HasSubstr("there is no module 'othr' in "),
                                 HasSubstr("\nHint: did you mean 'other'?\n")));
}

TEST_F(Testing, TellsPlainlyThatThereIsNothingToTest) {
  place.write("m/aio.conf", "");
  script("forgotten", "exit 0", "n");
  std::filesystem::permissions(place.folder() / "n/tests/forgotten",
                               std::filesystem::perms::owner_read);
  const Finished done = aioctl({"test", "m", "n"});
  EXPECT_THAT(done, ExitsWith(0));
  EXPECT_EQ(done.out, "");
  EXPECT_EQ(done.err, "aioctl: 'm' has no tests\naioctl: " + place.folder().string() +
                          "/n/tests/forgotten is not executable, and was left out\n"
                          "aioctl: 'n' has no tests\n");
}

TEST_F(Testing, OfAConfigurationWithoutModulesTestsTheFolderThatItIsIn) {
  script("a", "exit 0");
  EXPECT_THAT(aioctl({"test", "-c", "m/aio.conf"}).out, HasSubstr("ok       m/a "));
}

TEST_F(Testing, WithoutADaemonAndAFileSaysSo) {
  std::filesystem::create_directory(place.folder() / "empty");
  Launch start = launch(place, {"aioctl", "test"});
  start.folder = place.folder() / "empty";
  if (std::filesystem::exists("/etc/aio/aio.conf")) GTEST_SKIP() << "/etc/aio/aio.conf is there";
  const Finished done = run(start);
  EXPECT_THAT(done, ExitsWith(7));
  EXPECT_THAT(done.err, HasSubstr("there is no daemon, and no configuration file here\nHint: "));
}

TEST_F(Testing, TestsWhatTheRunningDaemonSaysAndLeavesItAlone) {
  place.write("aio.conf", "[aio]\nmodules = probe\n[aio/testing]\nmodules = m\n");
  script("a",
         "aioctl is-active probe; [ $? = 7 ]");  // none of its own: the daemon is not to be met
  const Daemon daemon(place);
  place.write("aio.conf", "[aio/testing]\nmodules = other\n");  // not read yet
  Launch start = launch(place, {"aioctl", "test"});
  start.folder = "/";
  const Finished done = run(start);
  EXPECT_THAT(done, ExitsWith(0));
  EXPECT_THAT(done.out, HasSubstr("ok       m/a "));
  EXPECT_THAT(aioctl({"test", "probe"}).err, HasSubstr("'probe' has no tests"));
  EXPECT_THAT(aioctl({"is-active", "module/probe"}), ExitsWith(0));
}

TEST_F(Testing, RunsTwiceAtOnce) {
  script("a", "touch \"$TMPDIR/mine\"; sleep 0.1; [ \"$(ls $TMPDIR)\" = mine ]");
  Process one(launch(place, {"aioctl", "test"}));
  Process other(launch(place, {"aioctl", "test"}));
  EXPECT_EQ(one.status(), 0);
  EXPECT_EQ(other.status(), 0);
}

}  // namespace
}  // namespace aio::scenarios
