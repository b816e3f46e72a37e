// SPDX-License-Identifier: MIT
// How programs end, and what is told of it.
#include <string>

#include "tests/runtime/programs/running.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class ProgramOutcome : public Running {};

TEST_F(ProgramOutcome, ExitStatus0IsSuccessAndStandardOutputTheResult) {
  const RunEnd end = run(script("echo hello; echo \"  two \"; echo not this >&2"));
  EXPECT_EQ(end.error, "");
  EXPECT_EQ(end.output, "hello\n  two \n");
}

TEST_F(ProgramOutcome, AnotherExitStatusIsAFailureWithTheLastLinesOfStandardError) {
  EXPECT_EQ(run(script("exit 3")).error, "exit status 3");
  EXPECT_EQ(run(script("echo one >&2; echo '<3>two' >&2; exit 255")).error,
            "exit status 255: one / two");
  EXPECT_EQ(run(script("for i in 1 2 3 4 5 6 7; do echo $i >&2; done; exit 1")).error,
            "exit status 1: 3 / 4 / 5 / 6 / 7");
}

TEST_F(ProgramOutcome, ASignalIsAFailureThatNamesIt) {
  EXPECT_EQ(run(script("echo bye >&2; kill -KILL $$")).error, "ended by signal SIGKILL: bye");
  EXPECT_THAT(run(script("kill -SEGV $$")).error, HasSubstr("ended by signal SIGSEGV"));
}

TEST_F(ProgramOutcome, AMissingProgramIsNamedWithTheKernelsText) {
  EXPECT_EQ(run(program({"/no/such/program"})).error,
            "/no/such/program: No such file or directory");
  EXPECT_EQ(run(program({"no-such-program-here"})).error,
            "no-such-program-here: No such file or directory, in no folder of PATH");
}

TEST_F(ProgramOutcome, AFileThatIsNotExecutableIsNamedWithTheKernelsText) {
  const std::string path = write("plain", "#!/bin/sh\n", 0644);
  EXPECT_EQ(run(program({path})).error, path + ": Permission denied (it is not executable)");
}

TEST_F(ProgramOutcome, ADirectoryIsNoProgram) {
  EXPECT_EQ(run(program({folder.string()})).error,
            folder.string() + ": Permission denied (it is a directory)");
}

TEST_F(ProgramOutcome, AScriptsMissingInterpreterIsNamed) {
  const std::string path = write("script", "#!/no/such/interpreter -x\n", 0755);
  EXPECT_EQ(run(program({path})).error,
            path + ": No such file or directory (of its interpreter /no/such/interpreter)");
}

TEST_F(ProgramOutcome, AScriptWithoutAnInterpreterIsNotGivenToAShell) {
  const std::string path = write("script", "echo hello\n", 0755);
  EXPECT_EQ(run(program({path})).error,
            path + ": Exec format error (a script begins with #! and its interpreter)");
}

TEST_F(ProgramOutcome, MoreArgumentsThanTheKernelTakesAreTold) {
  EXPECT_EQ(run(program({"/bin/true", std::string(256 * 1024, 'x')})).error,
            "/bin/true: Argument list too long");
}

TEST_F(ProgramOutcome, AMissingDirectoryIsTold) {
  plan::ProgramSpec spec = script("true");
  spec.directory = "/no/such/folder";
  EXPECT_EQ(run(spec).error, "directory /no/such/folder: No such file or directory");
}

TEST_F(ProgramOutcome, AProgramIsSoughtInPath) {
  EXPECT_EQ(run(program({"echo", "found"})).output, "found\n");
}

TEST_F(ProgramOutcome, OutputLinesAreLoggedWithTheirItemAndPriority) {
  run(script("echo plain; echo '<3>bad'; echo '<4>odd' >&2; echo '<7>unseen'; printf rest"));
  EXPECT_TRUE(logged("INFO schedule/test: plain"));
  EXPECT_TRUE(logged("ERROR schedule/test: bad"));
  EXPECT_TRUE(logged("WARNING schedule/test: odd"));
  EXPECT_TRUE(logged("INFO schedule/test: rest"));
  EXPECT_EQ(log.lines().size(), 4);
}

TEST_F(ProgramOutcome, AFailedRunIsTriedAgainAsOftenAsRetrySays) {
  plan::ProgramSpec spec = script("echo x >> " + file("tries") + "; exit 4");
  spec.retry = 2;
  spec.first_pause = 1ms;
  spec.longest_pause = 2ms;
  EXPECT_EQ(run(spec).error, "exit status 4");
  EXPECT_EQ(text_in("tries"), "x\nx\nx\n");
  EXPECT_TRUE(
      logged("WARNING schedule/test: exit status 4, tried again in 1ms, 2 of 2 tries are left"));
  EXPECT_TRUE(
      logged("WARNING schedule/test: exit status 4, tried again in 2ms, 1 of 2 tries are left"));
}

TEST_F(ProgramOutcome, ATryThatSucceedsIsTheLast) {
  plan::ProgramSpec spec =
      script("echo x >> " + file("tries") + "; test $(wc -l < " + file("tries") + ") -eq 2");
  spec.retry = 5;
  spec.first_pause = 1ms;
  EXPECT_EQ(run(spec).error, "");
  EXPECT_EQ(text_in("tries"), "x\nx\n");
}

}  // namespace
}  // namespace aio::runtime
