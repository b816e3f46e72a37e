// SPDX-License-Identifier: MIT
// aioctl config while aiod runs: what is set applies at once and stands in the file, or nothing
// happens.
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class LiveConfiguration : public Scenario {
 protected:
  static constexpr auto text =
      "# kept\n"
      "[aio]\n"
      "LOG_LEVEL:   INFO\n"
      "\n"
      "[app]\n"
      "  word = first   \n"
      "[listen/all]\n"
      "example-signal = probe.hear\n"
      "whisper = probe.whisper\n"
      "tell = probe.tell\n";

  LiveConfiguration() { place.write("aio.conf", text); }
};

TEST_F(LiveConfiguration, TheLogLevelChangesAtOnceAndInTheFile) {
  Daemon daemon(place);
  ASSERT_THAT(aioctl({"emit", "whisper", "one"}), ExitsWith(0));
  ASSERT_THAT(aioctl({"config", "--set", "aio:log_level", "DEBUG"}), ExitsWith(0));
  ASSERT_THAT(aioctl({"emit", "whisper", "two"}), ExitsWith(0));

  EXPECT_TRUE(daemon.logs("whispered two"));
  EXPECT_THAT(daemon.log(), Not(HasSubstr("whispered one")));
  EXPECT_EQ(place.read("aio.conf"),
            "# kept\n[aio]\nLOG_LEVEL:   DEBUG\n\n[app]\n  word = first   \n[listen/all]\n"
            "example-signal = probe.hear\nwhisper = probe.whisper\ntell = probe.tell\n");
}

TEST_F(LiveConfiguration, AListOfListenersIsSetLiveAndBothHearTheNextEmit) {
  Daemon daemon(place);
  ASSERT_THAT(aioctl({"config", "-s", "listen/all:example-signal", "probe.hear\\nprobe.hear_too"}),
              ExitsWith(0));
  ASSERT_THAT(aioctl({"emit", "example-signal", "BOOM"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("heard example-signal: BOOM"));
  EXPECT_TRUE(daemon.logs("heard too example-signal: BOOM"));
}

TEST_F(LiveConfiguration, AHandlerSeesTheNewValue) {
  Daemon daemon(place);
  ASSERT_THAT(aioctl({"config", "-s", "app:word", "second"}), ExitsWith(0));
  ASSERT_THAT(aioctl({"emit", "tell"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("word second; modules"));
}

TEST_F(LiveConfiguration, SeveralOptionsAreOneChange) {
  Daemon daemon(place);
  const auto before = status().at("generation").get<int>();
  ASSERT_THAT(
      aioctl({"config", "-s", "schedule/new:every", "1h", "schedule/new:func", "probe.beat"}),
      ExitsWith(0));
  EXPECT_TRUE(daemon.logs("beat of new"));
  EXPECT_EQ(status().at("generation"), before + 1);
  EXPECT_THAT(place.read("aio.conf"), HasSubstr("[schedule/new]\nevery = 1h\nfunc = probe.beat\n"));
}

TEST_F(LiveConfiguration, ARefusedSetChangesNothing) {
  Daemon daemon(place);
  const auto generation = status().at("generation");
  for (const Words& pair :
       {Words{"aio:log_level", "LOUD"}, Words{"aio:log_levle", "DEBUG"},
        Words{"schedule/half:every", "2"}, Words{"listen/all:example-signal", "probe.nowhere"}}) {
    const auto refused = aioctl({"config", "-s", pair[0], pair[1]});
    EXPECT_THAT(refused, ExitsWith(6));
    EXPECT_THAT(refused.out, IsEmpty());
    EXPECT_THAT(refused.err, HasSubstr("aio.conf:"));
  }
  EXPECT_EQ(place.read("aio.conf"), text);
  EXPECT_EQ(status().at("generation"), generation);
  EXPECT_THAT(aioctl({"config", "-g", "aio:log_level"}).out, "INFO\n");
}

TEST_F(LiveConfiguration, AnUnsetOptionHasItsDefaultAgain) {
  Daemon daemon(place);
  ASSERT_THAT(aioctl({"config", "-s", "aio:log_level", "DEBUG"}), ExitsWith(0));
  ASSERT_THAT(aioctl({"config", "--unset", "aio:log_level"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"config", "-g", "aio:log_level"}).out, "INFO\n");
  EXPECT_THAT(place.read("aio.conf"), Not(HasSubstr("LOG_LEVEL")));
}

TEST_F(LiveConfiguration, ValuesAreTakenVerbatim) {
  Daemon daemon(place);
  for (const std::string value : {"[\"x\"]", "-1", "-g", "", "=x", "--json", "a = b # c ; d"}) {
    EXPECT_THAT(aioctl({"config", "-s", "app:word", value}), ExitsWith(0));
    EXPECT_EQ(aioctl({"config", "-g", "app:word"}).out, value + "\n");
    EXPECT_EQ(aioctl({"config", "-g", "app:word", "-f", "aio.conf"}).out, value + "\n");
  }
}

TEST_F(LiveConfiguration, AValueCannotBringALineOfItsOwn) {
  Daemon daemon(place);
  ASSERT_THAT(aioctl({"config", "-s", "app:word", "one\\n[aio]\\nlog_level = DEBUG"}),
              ExitsWith(0));
  EXPECT_THAT(aioctl({"config", "-g", "app:word"}).out, HasSubstr("one"));
  EXPECT_THAT(aioctl({"config", "-g", "aio:log_level"}).out, "INFO\n");
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"config", "-g", "aio:log_level"}).out, "INFO\n");
}

TEST_F(LiveConfiguration, AReferenceStaysRawInTheFileAndIsResolvedWhenRead) {
  Daemon daemon(place);
  ASSERT_THAT(aioctl({"config", "-s", "aio/otherapp:log_level", "${aio:log_level}"}), ExitsWith(0));
  EXPECT_THAT(place.read("aio.conf"), HasSubstr("log_level = ${aio:log_level}\n"));
  EXPECT_EQ(aioctl({"config", "-g", "aio/otherapp:log_level"}).out, "INFO\n");
  ASSERT_THAT(aioctl({"config", "-s", "aio:log_level", "WARNING"}), ExitsWith(0));
  EXPECT_EQ(aioctl({"config", "-g", "aio/otherapp:log_level"}).out, "WARNING\n");
}

TEST_F(LiveConfiguration, MakesTheFileWhenThereIsNone) {
  std::filesystem::remove(place.folder() / "aio.conf");
  Daemon daemon(place);
  ASSERT_THAT(aioctl({"config", "-s", "aio:log_level", "DEBUG"}), ExitsWith(0));
  EXPECT_EQ(place.read("aio.conf"), "[aio]\nlog_level = DEBUG\n");
}

}  // namespace
}  // namespace aio::scenarios
