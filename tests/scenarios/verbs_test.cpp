// SPDX-License-Identifier: MIT
// The verbs of aioctl that look at what a real aiod runs, and what is refused.
#include "tests/scenarios/verbs.hpp"

namespace aio::scenarios {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class Lists : public Verbs {
 protected:
  std::vector<std::string> listed(const std::string& kind, Words more = {}) const {
    Words words{"list-" + kind, "--json"};
    words.insert(words.end(), more.begin(), more.end());
    const auto told = aioctl(words);
    EXPECT_THAT(told, ExitsWith(0));
    const auto json = nlohmann::json::parse(told.out);
    std::vector<std::string> names;
    for (const auto& item : json.at(kind)) names.push_back(item.at("name"));
    return names;
  }
};

TEST_F(Lists, HaveEveryItemOfTheirKind) {
  const Daemon daemon(place);
  EXPECT_THAT(listed("schedules"), testing::UnorderedElementsAre("beat", "bad", "endless", "sum"));
  EXPECT_THAT(listed("servers"), ElementsAre("sum"));
  EXPECT_THAT(listed("listeners"), testing::UnorderedElementsAre("Word", "whisper", "endless"));
  EXPECT_THAT(listed("modules"), testing::UnorderedElementsAre("probe", "aio.demo"));
  EXPECT_THAT(listed("schedules", {"b*"}), testing::UnorderedElementsAre("beat", "bad"));
  EXPECT_THAT(listed("servers", {"nothing"}), IsEmpty());
  EXPECT_THAT(aioctl({"list-servers"}).out, StartsWith("SERVER  ADDRESS"));
}

TEST_F(Lists, ArePrintedNotAtAllWhenTheyAreEmpty) {
  place.write("aio.conf", "");
  const Daemon daemon(place);
  for (const char* const verb :
       {"list-schedules", "list-servers", "list-listeners", "list-modules"}) {
    const auto empty = aioctl({verb});
    EXPECT_THAT(empty, ExitsWith(0));
    EXPECT_EQ(empty.out + empty.err, "");
  }
}

using IsActiveVerb = Verbs;

TEST_F(IsActiveVerb, AnswersByItsExitStatus) {
  const Daemon daemon(place);
  EXPECT_THAT(aioctl({"is-active", "beat"}), ExitsWith(0));
  EXPECT_EQ(aioctl({"is-active", "server/sum"}).out, "active\n");
  EXPECT_THAT(aioctl({"is-active", "listener/word"}), ExitsWith(0));
  const auto inactive = aioctl({"is-active", "bad"});
  EXPECT_THAT(inactive, ExitsWith(3));
  EXPECT_EQ(inactive.out, "inactive\n");
  EXPECT_THAT(aioctl({"is-active", "bead"}), ExitsWith(5));
  const auto several = aioctl({"is-active", "sum"});
  EXPECT_THAT(several, ExitsWith(2));
  EXPECT_THAT(several.err, HasSubstr("schedule/sum or server/sum"));
}

using EmitVerb = Verbs;

TEST_F(EmitVerb, WaitsForNoEndWhenToldSo) {
  const Daemon daemon(place);
  const auto begun = aioctl({"emit", "endless", "--no-wait", "--json"});
  EXPECT_THAT(begun, ExitsWith(0));
  EXPECT_EQ(nlohmann::json::parse(begun.out).at("outcomes").at(0).at("outcome"), "begun");
  EXPECT_TRUE(daemon.logs("waiting without end"));
}

// Bad input 26, as far as a command line can be that bad: it has no NUL and at most 128 KiB a word.
TEST_F(EmitVerb, RefusesWhatIsNoSignalAndTellsThatNobodyHears) {
  const Daemon daemon(place);
  EXPECT_THAT(aioctl({"emit", "unknown"}), ExitsWith(8));
  const auto empty = aioctl({"emit", ""});
  EXPECT_THAT(empty, ExitsWith(2));
  EXPECT_THAT(empty.err, Not(IsEmpty()));
  const auto busctl = call("Manager", "Emit", {"ssa{sv}", "", "data", "0"});
  EXPECT_NE(busctl.status, 0);
  EXPECT_THAT(busctl.err, HasSubstr("the signal has no name"));
  EXPECT_THAT(aioctl({"emit", "word"}), ExitsWith(0)) << "the daemon goes on";
}

using Refusals = Verbs;

TEST_F(Refusals, OfWhatIsNeitherAScheduleNorAServer) {
  const Daemon daemon(place);
  for (const char* const name : {"aio.demo", "module/probe", "listener/word"}) {
    const auto refused = aioctl({"stop", name});
    EXPECT_THAT(refused, ExitsWith(2)) << name;
    EXPECT_THAT(refused.err, HasSubstr("cannot be stopped"));
  }
  EXPECT_THAT(aioctl({"pause", "sum"}), ExitsWith(2)) << "a schedule and a server";
  EXPECT_THAT(aioctl({"pause", "schedule/nothing"}), ExitsWith(5));
}

}  // namespace
}  // namespace aio::scenarios
