// SPDX-License-Identifier: MIT
#include "tests/ctl/bus_fixture.hpp"

// trigger, pause, resume, start, stop: what acts on one item.
namespace aio::ctl {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class TriggerVerb : public test::DaemonOnABus {};

TEST_F(TriggerVerb, WaitsForTheEndOfTheRun) {
  const auto ended = run({"trigger", "beat"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(ended.out, "SCHEDULE  OUTCOME  TIME  ERROR\nbeat      ok       1ms\n");
  EXPECT_EQ(ended.err, "");
  EXPECT_THAT(daemon.calls(), ElementsAre("Trigger(beat)"));
}

TEST_F(TriggerVerb, WaitsForNothingWhenToldSo) {
  EXPECT_EQ(run({"trigger", "off", "--no-wait", "--json"}).out,
            "{\"schedule\":\"off\",\"outcome\":\"begun\",\"error\":\"\",\"duration_usec\":0}\n");
  EXPECT_EQ(run({"--no-wait", "trigger", "off"}).exit, 0);
}

TEST_F(TriggerVerb, EndsWith1ForARunThatDidNotEndWell) {
  const auto failed = run({"trigger", "off"});
  EXPECT_EQ(failed.exit, 1);
  EXPECT_THAT(failed.out, HasSubstr("off       failed   20us  no luck\n"));
  EXPECT_EQ(failed.err, "aioctl: the run of 'off' failed: no luck\n");
  EXPECT_EQ(run({"-q", "trigger", "late"}).err, "aioctl: the run of 'late' timed out\n");
  const auto dropped = run({"trigger", "both", "--json"});
  EXPECT_EQ(dropped.exit, 1);
  EXPECT_EQ(dropped.out,
            "{\"schedule\":\"both\",\"outcome\":\"dropped\",\"error\":\"its queue is full\","
            "\"duration_usec\":0}\n");
  EXPECT_EQ(dropped.err, "aioctl: the run of 'both' was dropped: its queue is full\n");
}

TEST_F(TriggerVerb, TakesTheKindToo) {
  EXPECT_EQ(run({"trigger", "schedule/beat"}).exit, 0);
  EXPECT_EQ(run({"trigger", "schedule/odd"}).exit, 0) << "a name that begins like a kind";
  EXPECT_EQ(run({"trigger", "schedule/schedule/odd"}).exit, 0);
  EXPECT_THAT(daemon.calls(), ElementsAre("Trigger(beat)", "Status()", "Trigger(schedule/odd)",
                                          "Trigger(schedule/odd)"));
}

TEST_F(TriggerVerb, EndsWith5ForWhatIsNoSchedule) {
  const auto ended = run({"trigger", "bat"});
  EXPECT_EQ(ended.exit, 5);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err, "aioctl: there is no schedule 'bat'\nHint: did you mean 'beat'?\n");
  EXPECT_EQ(run({"trigger", "echo"}).err,
            "aioctl: there is no schedule 'echo'\nHint: 'server/echo' is no schedule\n");
}

TEST_F(TriggerVerb, NeedsOneSchedule) {
  EXPECT_EQ(run({"trigger"}).err, "aioctl: trigger needs SCHEDULE\n");
  EXPECT_EQ(run({"trigger", ""}).exit, 5);
  EXPECT_EQ(run({"trigger", "beat", "off"}).exit, 2);
}

class ControlVerbs : public test::DaemonOnABus {};

TEST_F(ControlVerbs, CallTheObjectOfAWholeName) {
  EXPECT_EQ(run({"pause", "schedule/both"}).out, "paused schedule/both\n");
  EXPECT_EQ(run({"resume", "server/both"}).out, "resumed server/both\n");
  EXPECT_EQ(run({"start", "schedule/off"}).out, "started schedule/off\n");
  EXPECT_EQ(run({"stop", "server/echo"}).out, "stopped server/echo\n");
  EXPECT_THAT(daemon.calls(), ElementsAre("Pause(schedule/both)", "Resume(server/both)",
                                          "Start(schedule/off)", "Stop(server/echo)"));
}

TEST_F(ControlVerbs, FindABareNameThatIsNobodyElses) {
  EXPECT_EQ(run({"pause", "echo"}).out, "paused server/echo\n");
  EXPECT_EQ(run({"pause", "beat"}).out, "paused schedule/beat\n");
  EXPECT_EQ(run({"pause", "schedule/odd"}).out, "paused schedule/schedule/odd\n");
  EXPECT_THAT(daemon.calls(),
              ElementsAre("Status()", "Pause(server/echo)", "Status()", "Pause(schedule/beat)",
                          "Status()", "Pause(schedule/schedule/odd)"));
}

TEST_F(ControlVerbs, SayWhatTheyDidInJson) {
  const auto ended = run({"stop", "beat", "--json"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(ended.out, "{\"action\":\"stopped\",\"item\":\"schedule/beat\"}\n");
  EXPECT_EQ(run({"stop", "beat", "-q"}).out, "");
}

TEST_F(ControlVerbs, DoNothingToANameOfSeveral) {
  const auto ended = run({"stop", "both"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err,
            "aioctl: 'both' is the name of several\n"
            "Hint: say which: schedule/both or server/both\n");
  EXPECT_THAT(daemon.calls(), ElementsAre("Status()"));
}

TEST_F(ControlVerbs, EndWith5ForWhatIsNotThere) {
  for (const char* const name : {"bat", "schedule/bat", "module/x", "schedule/", ""}) {
    const auto ended = run({"pause", name});
    EXPECT_EQ(ended.exit, 5) << name;
    EXPECT_EQ(ended.out, "");
  }
  EXPECT_EQ(run({"pause", "schedule/bat"}).err,
            "aioctl: there is no schedule, server, listener or module 'schedule/bat'\n"
            "Hint: did you mean 'schedule/beat'?\n");
}

TEST_F(ControlVerbs, RefuseListenersInWords) {
  const auto ended = run({"pause", "Boom"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err,
            "aioctl: 'listener/Boom' cannot be paused\n"
            "Hint: pause is for schedules and servers\n");
  EXPECT_EQ(run({"start", "listener/boom"}).exit, 2);
}

TEST_F(ControlVerbs, EndWith4WhenTheyAreDenied) {
  const auto ended = run({"pause", "schedule/denied"});
  EXPECT_EQ(ended.exit, 4);
  EXPECT_EQ(ended.err, "aioctl: not for you\n");
}

TEST_F(ControlVerbs, NeedOneName) {
  for (const char* const verb : {"pause", "resume", "start", "stop"}) {
    EXPECT_EQ(run({verb}).err, "aioctl: " + std::string(verb) + " needs [KIND/]NAME\n");
    EXPECT_EQ(run({verb, "a", "b"}).exit, 2);
  }
}

}  // namespace
}  // namespace aio::ctl
