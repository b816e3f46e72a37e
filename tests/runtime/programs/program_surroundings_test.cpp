// SPDX-License-Identifier: MIT
// What programs find: variables, standard input, descriptors, signals, folder and umask.
#include <signal.h>
#include <stdlib.h>

#include <string>

#include "tests/runtime/programs/running.hpp"

namespace aio::runtime {
namespace {

using plan::ProgramRole;
using testing::HasSubstr;
using testing::Not;

class ProgramSurroundings : public Running {
 protected:
  std::string variables(const ProgramCall& call) {
    EXPECT_EQ(
        run(script("env | grep -E '^(AIO|REMOTE)' | grep -v ^AIO_PID | sort > " + file("env")),
            call)
            .error,
        "");
    return text_in("env");
  }
};

TEST_F(ProgramSurroundings, AScheduleIsToldItsNameAndRun) {
  EXPECT_EQ(variables({.role = ProgramRole::schedule, .name = "beat"}),
            "AIO_KIND=schedule\nAIO_NAME=beat\nAIO_RUN=1\n");
}

TEST_F(ProgramSurroundings, AListenerIsToldItsSignalAndData) {
  EXPECT_EQ(
      variables({.role = ProgramRole::listener,
                 .name = "all",
                 .signal = "Door-Open",
                 .payload = "front door"}),
      "AIO_DATA=front door\nAIO_KIND=listener\nAIO_NAME=all\nAIO_RUN=1\nAIO_SIGNAL=Door-Open\n");
}

TEST_F(ProgramSurroundings, CbAndErrAreToldApart) {
  EXPECT_EQ(variables({.role = ProgramRole::result, .name = "beat", .payload = "7"}),
            "AIO_DATA=7\nAIO_KIND=cb\nAIO_NAME=beat\nAIO_RUN=1\n");
  EXPECT_EQ(variables({.role = ProgramRole::failure, .name = "beat", .payload = "why"}),
            "AIO_DATA=why\nAIO_KIND=err\nAIO_NAME=beat\nAIO_RUN=2\n");
}

TEST_F(ProgramSurroundings, AioPidIsWhoStartedIt) {
  EXPECT_EQ(run(script("echo $AIO_PID")).output, std::to_string(getpid()) + "\n");
}

TEST_F(ProgramSurroundings, DataIsAVariableUpTo64KiBAndOnStandardInputAlways) {
  const std::string most(64 * 1024, 'a');
  const auto sizes = script("printf %s \"${AIO_DATA-none}\" | wc -c; wc -c");
  EXPECT_EQ(run(sizes, {.role = ProgramRole::listener, .payload = most}).error, "");
  EXPECT_TRUE(logged("INFO schedule/test: 65536"));
  EXPECT_EQ(log.lines().size(), 2);
  EXPECT_EQ(run(sizes, {.role = ProgramRole::listener, .payload = most + "b"}).error, "");
  EXPECT_TRUE(logged("INFO schedule/test: 4"));
  EXPECT_TRUE(logged("INFO schedule/test: 65537"));
}

TEST_F(ProgramSurroundings, AMiBOnStandardInputWaitsForNobody) {
  const std::string data(1 << 20, 'z');
  EXPECT_EQ(run(script("true"), {.role = ProgramRole::listener, .payload = data}).error, "");
  EXPECT_EQ(run(script("sleep 0.05; test $(wc -c) -eq 1048576"),
                {.role = ProgramRole::listener, .payload = data})
                .error,
            "");
}

TEST_F(ProgramSurroundings, ANulInDataLeavesTheVariableOut) {
  run(script("echo ${AIO_DATA-none}; wc -c"),
      {.role = ProgramRole::listener, .payload = std::string("a\0b", 3)});
  EXPECT_TRUE(logged("INFO schedule/test: none"));
  EXPECT_TRUE(logged("INFO schedule/test: 3"));
}

TEST_F(ProgramSurroundings, WithoutDataStandardInputIsEmpty) {
  EXPECT_EQ(run(script("wc -c")).output, "0\n");
}

TEST_F(ProgramSurroundings, TheSectionsVariablesWinOverAiodsOwn) {
  setenv("AIO_TEST_INHERITED", "no", 1);  // an outer aiod's are not passed on
  setenv("COLOUR", "red", 1);
  setenv("NOTIFY_SOCKET", "/nowhere", 1);
  plan::ProgramSpec spec =
      script("echo $COLOUR $SHAPE ${NOTIFY_SOCKET-none} ${AIO_TEST_INHERITED-none}");
  EXPECT_EQ(run(spec).output, "red none none\n");
  spec.environment = {"COLOUR=blue", "SHAPE=a = b"};
  EXPECT_EQ(run(spec).output, "blue a = b none none\n");
  unsetenv("NOTIFY_SOCKET");
}

TEST_F(ProgramSurroundings, DirectoryAndUmaskAreAsTheSectionSays) {
  plan::ProgramSpec spec = script("pwd; umask");
  spec.directory = "/usr";
  spec.umask = 027;
  EXPECT_EQ(run(spec).output, "/usr\n0027\n");
}

TEST_F(ProgramSurroundings, OnlyDescriptors0To2AreOpen) {
  const int leaky = open("/dev/null", O_RDONLY);  // without O_CLOEXEC, as a module's may be
  ASSERT_GE(leaky, 0);
  // The shell's own is the one that reads the folder.
  EXPECT_EQ(run(program({"/bin/ls", "/proc/self/fd"})).output, "0\n1\n2\n3\n");
  close(leaky);
}

TEST_F(ProgramSurroundings, SignalsAreAsByDefaultAndNoneIsBlocked) {
  signal(SIGPIPE, SIG_IGN);
  sigset_t some;
  sigemptyset(&some);
  sigaddset(&some, SIGTERM);
  sigaddset(&some, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &some, nullptr);
  const RunEnd end = run(program({"/bin/grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"}));
  pthread_sigmask(SIG_UNBLOCK, &some, nullptr);
  EXPECT_EQ(end.output, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
}

TEST_F(ProgramSurroundings, WhereMemoryIsShortItGoesBeforeAiod) {
  const std::string own = [] {
    std::ifstream file("/proc/self/oom_score_adj");
    std::string text;
    std::getline(file, text);
    return text;
  }();
  // Set a moment after its begin.
  EXPECT_EQ(
      run(script("until test $(cat /proc/$$/oom_score_adj) -gt " + own + "; do sleep 0.01; done"))
          .error,
      "");
}

TEST_F(ProgramSurroundings, AProgramLeadsAProcessGroupOfItsOwn) {
  const std::string group =
      run(program({"/bin/sh", "-c", "ps -o pgid= -p $$ | tr -d ' '; echo $$"})).output;
  const std::size_t half = group.find('\n');
  EXPECT_EQ(group.substr(0, half), group.substr(half + 1, half));
}

}  // namespace
}  // namespace aio::runtime
