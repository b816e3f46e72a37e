// SPDX-License-Identifier: MIT
// Programs that do not end by themselves, leave something behind, or say too much.
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "tests/runtime/programs/running.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;

class ProgramEnd : public Running {
 protected:
  /// Begins a script, and waits until it has written its pid.
  std::shared_ptr<RunEnd> begun(plan::ProgramSpec spec) {
    auto end = std::make_shared<RunEnd>();
    begin(std::move(spec), end, {}, stop.get_token());
    EXPECT_TRUE(until([this] { return pid_in("pid") > 0; }));
    return end;
  }
  pid_t pid_in(const std::string& name) const {
    const std::string text = text_in(name);
    return text.ends_with('\n') ? std::atoi(text.c_str()) : 0;
  }
  bool ends() {
    return until([this] { return ended > 0; });
  }

  std::stop_source stop;
};

TEST_F(ProgramEnd, AskedToStopItGetsSigtermAndMayEndInOrder) {
  const auto end = begun(script("trap 'echo tidy > " + file("out") + "; exit 0' TERM; echo $$ > " +
                                file("pid") + "; while :; do sleep 0.01; done"));
  stop.request_stop();
  ASSERT_TRUE(ends());
  EXPECT_TRUE(end->cancelled);
  EXPECT_EQ(text_in("out"), "tidy\n");
  EXPECT_FALSE(is_alive(pid_in("pid")));
}

TEST_F(ProgramEnd, WhatIgnoresSigtermIsKilledWithAllOfItsGroup) {
  plan::ProgramSpec spec = script("trap '' TERM; sh -c 'echo $$ > " + file("child") +
                                  "; while :; do sleep 0.01; done' & echo $$ > " + file("pid") +
                                  "; while :; do sleep 0.01; done");
  spec.kill_after = 50ms;
  begun(spec);
  ASSERT_TRUE(until([this] { return pid_in("child") > 0; }));
  stop.request_stop();
  ASSERT_TRUE(ends());
  EXPECT_FALSE(is_alive(pid_in("pid")));
  EXPECT_FALSE(is_alive(pid_in("child")));
}

TEST_F(ProgramEnd, AWorkerOfAScriptHasItsTimeToEndToo) {
  plan::ProgramSpec spec =
      script("sh -c 'trap \"sleep 0.2; echo done > " + file("out") + "; exit\" TERM; echo $$ > " +
             file("pid") + "; while :; do sleep 0.01; done' & wait");
  spec.kill_after = 20s;
  begun(spec);
  stop.request_stop();
  ASSERT_TRUE(ends());
  EXPECT_EQ(text_in("out"), "done\n");
}

TEST_F(ProgramEnd, WhoLeftTheGroupBySetsidAndADoubleForkIsKilledToo) {
  plan::ProgramSpec spec = script(
      "setsid sh -c '(trap \"\" TERM; sh -c \"echo \\$PPID > " + file("pid") +
      "\"; while :; do sleep 0.01; done) & exit' & trap '' TERM; while :; do sleep 0.01; done");
  spec.kill_after = 50ms;
  begun(spec);
  stop.request_stop();
  ASSERT_TRUE(ends());
  EXPECT_TRUE(until([this] { return !is_alive(pid_in("pid")); }));
}

TEST_F(ProgramEnd, AStoppedOneHearsSigtermAllTheSame) {
  plan::ProgramSpec spec = script("echo $$ > " + file("pid") + "; kill -STOP $$");
  spec.kill_after = 20s;
  begun(spec);
  stop.request_stop();
  EXPECT_TRUE(ends());
}

TEST_F(ProgramEnd, ATimeoutIsTheFailureOfWhoHasNone) {
  plan::ProgramSpec spec = script("echo working >&2; sleep 100");
  spec.timeout = 100ms;
  EXPECT_EQ(run(spec).error, "took longer than 100ms: working");
}

TEST_F(ProgramEnd, ADaemonThatKeepsThePipesDoesNotHoldUpTheRun) {
  const auto end = run(script("setsid sleep 100 & echo $! > " + file("pid") + "; echo said"));
  EXPECT_EQ(end.error, "");
  EXPECT_EQ(end.output, "said\n");
  EXPECT_TRUE(is_alive(pid_in("pid")));  // it was left on purpose
  loop.run_until_done(programs.stop());  // and ends with aiod
  EXPECT_FALSE(is_alive(pid_in("pid")));
}

TEST_F(ProgramEnd, AnOrphanOfADoubleForkIsReapedWhenItEnds) {
  run(script("(setsid sh -c 'echo $$ > " + file("pid") + "; sleep 0.2' &)"));
  ASSERT_TRUE(until([this] { return pid_in("pid") > 0 && !is_alive(pid_in("pid")); }));
  EXPECT_TRUE(until([] { return children().empty(); }));
}

TEST_F(ProgramEnd, NobodysChildIsTakenFromWhoWaitsForIt) {
  const pid_t own = fork();
  if (own == 0) _exit(7);
  run(script("(setsid sh -c 'echo $$ > " + file("pid") + "' &)"));
  ASSERT_TRUE(until([this] { return pid_in("pid") > 0 && kill(pid_in("pid"), 0) != 0; }));
  int status = 0;
  ASSERT_EQ(waitpid(own, &status, 0), own);
  EXPECT_EQ(WEXITSTATUS(status), 7);
}

TEST_F(ProgramEnd, ARunThatIsDestroyedIsKilled) {
  {
    TaskGroup group(loop);
    auto spec = std::make_shared<const plan::ProgramSpec>(
        script("echo $$ > " + file("pid") + "; sleep 100"));
    group.spawn(keep(programs, spec, {}, std::make_shared<RunEnd>()));
    ASSERT_TRUE(until([this] { return pid_in("pid") > 0; }));
  }
  EXPECT_TRUE(until([this] { return !is_alive(pid_in("pid")); }));
}

TEST_F(ProgramEnd, ALongLineIsLoggedInPieces) {
  run(script("head -c 20000 /dev/zero | tr '\\0' x"));
  ASSERT_EQ(log.lines().size(), 3);
  EXPECT_EQ(log.lines()[0], "INFO schedule/test: " + std::string(8192, 'x'));
  EXPECT_EQ(log.lines()[2], "INFO schedule/test: " + std::string(20000 - 2 * 8192, 'x'));
}

TEST_F(ProgramEnd, NoMoreThanMaxInstancesRunAtOnceAndTheOthersWait) {
  plan::ProgramSpec spec = script("echo x >> " + file("begun") + "; until test -e " + file("go") +
                                  "; do sleep 0.01; done");
  spec.max_instances = 2;
  for (int i = 0; i < 5; ++i) begin(spec, std::make_shared<RunEnd>());
  ASSERT_TRUE(until([this] { return text_in("begun").size() == 4; }));
  EXPECT_EQ(std::ranges::count_if(children(), is_alive), 2);
  write("go", "", 0644);
  EXPECT_TRUE(until([this] { return ended == 5; }));
  EXPECT_EQ(text_in("begun").size(), 10);
}

TEST_F(ProgramEnd, WhoWaitsForATurnMayGo) {
  plan::ProgramSpec spec = script("sleep 100");
  spec.max_instances = 1;
  begin(spec, std::make_shared<RunEnd>());
  const auto waiting = std::make_shared<RunEnd>();
  begin(spec, waiting, {}, stop.get_token());
  stop.request_stop();
  ASSERT_TRUE(ends());
  EXPECT_TRUE(waiting->cancelled);
  EXPECT_LE(std::ranges::count_if(children(), is_alive), 1);
  group_stop.request_stop();
  EXPECT_TRUE(until([this] { return ended == 2; }));
}

}  // namespace
}  // namespace aio::runtime
