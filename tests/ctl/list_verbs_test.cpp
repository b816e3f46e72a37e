// SPDX-License-Identifier: MIT
#include "tests/ctl/bus_fixture.hpp"

// list-*, is-active: what is read from the daemon's status.
namespace aio::ctl {
namespace {

using testing::ElementsAre;

class ListVerbs : public test::DaemonOnABus {};

TEST_F(ListVerbs, ShowATableOfOneKind) {
  const auto ended = run({"list-listeners"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(ended.out, "LISTENER  EMITS  FAILED  HANDLERS\nBoom      2      0\n");
  EXPECT_EQ(ended.err, "");
}

TEST_F(ListVerbs, HaveTheColumnsOfTheStatus) {
  const std::string status = run({"status"}).out;
  for (const char* const verb : {"list-schedules", "list-servers", "list-listeners"}) {
    const std::string table = run({verb}).out;
    const std::string head = table.substr(0, table.find('\n') + 1);
    EXPECT_NE(status.find("\n  " + head), status.npos) << verb << "\n" << table;
  }
}

TEST_F(ListVerbs, PrintNothingOfAnEmptyListAndSucceed) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"list-modules"}, {"list-schedules", "nothing"}, {"list-servers", "schedule/*"}}) {
    const auto ended = run(arguments);
    EXPECT_EQ(ended.exit, 0);
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(ended.err, "");
  }
}

TEST_F(ListVerbs, ShowWhatThePatternPicks) {
  EXPECT_EQ(run({"list-schedules", "--json", "be*"}).out,
            "{\"schedules\":[{\"name\":\"beat\",\"enabled\":true}]}\n");
  EXPECT_EQ(run({"list-schedules", "--json", "schedule/of?"}).out,
            "{\"schedules\":[{\"name\":\"off\",\"enabled\":false}]}\n");
}

TEST_F(ListVerbs, HaveAListInJsonEvenWhenItIsEmpty) {
  EXPECT_EQ(run({"list-modules", "--json"}).out, "{\"modules\":[]}\n");
  EXPECT_EQ(run({"list-listeners", "--json=pretty"}).out,
            "{\n  \"listeners\": [\n    {\n      \"name\": \"Boom\",\n      \"emits\": 2\n    }\n"
            "  ]\n}\n");
}

TEST_F(ListVerbs, PrintNothingWhenQuiet) {
  EXPECT_EQ(run({"-q", "list-schedules"}).out, "");
}

TEST_F(ListVerbs, TakeOnePattern) {
  const auto ended = run({"list-servers", "a", "b"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err, "aioctl: list-servers takes [PATTERN], not also 'b'\n");
}

class IsActive : public test::DaemonOnABus {};

TEST_F(IsActive, SaysSoAndEndsBySo) {
  const auto active = run({"is-active", "beat"});
  EXPECT_EQ(active.exit, 0) << active.err;
  EXPECT_EQ(active.out, "active\n");
  const auto inactive = run({"is-active", "schedule/off"});
  EXPECT_EQ(inactive.exit, 3);
  EXPECT_EQ(inactive.out, "inactive\n");
  EXPECT_EQ(inactive.err, "");
  EXPECT_EQ(run({"is-active", "listener/boom"}).exit, 0);
}

TEST_F(IsActive, IsQuietAndStillEndsBySo) {
  const auto inactive = run({"is-active", "-q", "off"});
  EXPECT_EQ(inactive.exit, 3);
  EXPECT_EQ(inactive.out + inactive.err, "");
}

TEST_F(IsActive, SaysItInJson) {
  EXPECT_EQ(run({"is-active", "off", "--json"}).out,
            "{\"kind\":\"schedule\",\"name\":\"off\",\"active\":false}\n");
}

TEST_F(IsActive, EndsWith5ForWhatIsNotThere) {
  const auto ended = run({"is-active", "bat"});
  EXPECT_EQ(ended.exit, 5);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err,
            "aioctl: there is no schedule, server, listener or module 'bat'\n"
            "Hint: did you mean 'beat'?\n");
}

TEST_F(IsActive, EndsWith2ForANameOfSeveral) {
  const auto ended = run({"is-active", "both"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err,
            "aioctl: 'both' is the name of several\n"
            "Hint: say which: schedule/both or server/both\n");
}

TEST_F(IsActive, NeedsOneName) {
  EXPECT_EQ(run({"is-active"}).err, "aioctl: is-active needs [KIND/]NAME\n");
  EXPECT_EQ(run({"is-active"}).exit, 2);
  EXPECT_EQ(run({"is-active", "a", "b"}).exit, 2);
  EXPECT_THAT(daemon.calls(), ElementsAre());
}

}  // namespace
}  // namespace aio::ctl
