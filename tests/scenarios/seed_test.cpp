// SPDX-License-Identifier: MIT
// What the Python package's documentation shows of configuration, with aiod and aioctl.
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::Not;

using Seed = Scenario;

TEST_F(Seed, TheFirstOfTheStandardPlacesIsRead) {
  place.write("etc/aio.conf", "[app]\nword = etc\n");
  {
    Daemon daemon(place);
    EXPECT_EQ(aioctl({"config", "-g", "app:word"}).out, "etc\n");
  }
  place.write("aio.conf", "[app]\nword = here\n");
  Daemon daemon(place);
  EXPECT_EQ(aioctl({"config", "-g", "app:word"}).out, "here\n");
}

// /etc/aio as this one process and its children see it: a layer over the real /etc, in a mount
// namespace.
Launch with_system_file(Launch launched, const std::string& text) {
  const std::string script =
      "mkdir upper work && mount -t overlay -o lowerdir=/etc,upperdir=upper,workdir=work none /etc "
      "&& mkdir -p /etc/aio && printf '" +
      text + "' > /etc/aio/aio.conf && exec \"$@\"";
  Words words{"unshare", "--mount", "sh", "-c", script, "sh"};
  words.insert(words.end(), launched.words.begin(), launched.words.end());
  launched.words = std::move(words);
  return launched;
}

TEST_F(Seed, TheLastPlaceIsTheSystems) {
  Process aiod(with_system_file(launch(place, {"aiod"}), "[app]\\nword = system\\n"));
  if (!aiod.err().holds("ready:")) {
    const auto why = aiod.err().text();
    ASSERT_THAT(why, testing::AnyOf(HasSubstr("unshare: "), HasSubstr("mount: ")));
    GTEST_SKIP() << "no mount namespace with an overlay is to be had here: " << why;
  }
  EXPECT_EQ(aioctl({"config", "-g", "app:word"}).out, "system\n");
}

TEST_F(Seed, AModuleBeatsTheDefaultsAndTheUserBeatsTheModule) {
  place.write("own/aio.conf", "[aio]\nlog_level = WARNING\n[app]\nword = module\nother = module\n");
  std::filesystem::copy_file(AIO_PROBE_DIR "/probe.so", place.folder() / "probe.so");
  place.write("aio.conf", "[aio]\nmodules = own\n[app]\nword = user\n");
  EXPECT_EQ(aioctl({"-c", "aio.conf", "config", "-g", "aio:log_level"}).out, "WARNING\n");
  EXPECT_EQ(aioctl({"-c", "aio.conf", "config", "-g", "app:word"}).out, "user\n");
  EXPECT_EQ(aioctl({"-c", "aio.conf", "config", "-g", "app:other"}).out, "module\n");
}

TEST_F(Seed, ADumpShowsEverySectionResolved) {
  place.write("aio.conf",
              "[aio]\nlog_level = DEBUG\n[aio/otherapp]\nlog_level = ${aio:log_level}\n");
  Daemon daemon(place);
  const auto dump = aioctl({"config"});
  EXPECT_THAT(dump, ExitsWith(0));
  EXPECT_THAT(dump.out, HasSubstr("[aio]\n"));
  EXPECT_THAT(dump.out, HasSubstr("[aio/otherapp]\nlog_level = DEBUG\n"));
}

TEST_F(Seed, ASectionIsShownAlone) {
  place.write(
      "aio.conf",
      "[listen/example]\nexample-signal = probe.hear\n\tprobe.hear_too\nother = probe.hear\n");
  Daemon daemon(place);
  const auto section = aioctl({"config", "--get", "listen/example"});
  EXPECT_EQ(section.out, "example-signal = probe.hear\n\tprobe.hear_too\nother = probe.hear\n");
  EXPECT_EQ(aioctl({"config", "--get", "listen/example:example-signal"}).out,
            "probe.hear\nprobe.hear_too\n");
  EXPECT_THAT(aioctl({"config", "--get", "aio"}).out, HasSubstr("log_level = INFO\n"));
  EXPECT_THAT(aioctl({"config", "--get", "aio/commands"}), ExitsWith(0));
}

TEST_F(Seed, WithAFileValuesAreRaw) {
  place.write("custom.conf", "[aio]\nmodules = a\n[app]\nword = ${aio:modules}\n");
  EXPECT_EQ(aioctl({"config", "-g", "aio:modules", "-f", "custom.conf"}).out, "a\n");
  EXPECT_EQ(aioctl({"config", "-g", "app:word", "-f", "custom.conf"}).out, "${aio:modules}\n");
  EXPECT_THAT(aioctl({"config", "-s", "aio:log_level", "DEBUG", "-f", "custom.conf"}),
              ExitsWith(0));
  EXPECT_EQ(place.read("custom.conf"),
            "[aio]\nmodules = a\nlog_level = DEBUG\n[app]\nword = ${aio:modules}\n");
}

TEST_F(Seed, WithoutADaemonTheFileIsEditedAndMadeWhenThereIsNone) {
  ASSERT_THAT(aioctl({"config", "--set", "aio:log_level", "DEBUG"}), ExitsWith(0));
  EXPECT_EQ(place.read("aio.conf"), "[aio]\nlog_level = DEBUG\n");
  ASSERT_THAT(aioctl({"config", "-s", "aio/otherapp:log_level", "${aio:log_level}"}), ExitsWith(0));
  EXPECT_THAT(place.read("aio.conf"), HasSubstr("log_level = ${aio:log_level}\n"));
  EXPECT_EQ(aioctl({"-c", "aio.conf", "config", "-g", "aio/otherapp:log_level"}).out, "DEBUG\n");
  ASSERT_THAT(
      aioctl({"config", "-s", "listen/example:example-signal", "my.listener\\nmy.listener2"}),
      ExitsWith(0));
  EXPECT_EQ(aioctl({"config", "-g", "listen/example:example-signal", "-f", "aio.conf"}).out,
            "my.listener\nmy.listener2\n");
}

TEST_F(Seed, WithoutADaemonTheFoundFileIsEdited) {
  place.write("etc/aio.conf", "[app]\nword = etc\n");
  ASSERT_THAT(aioctl({"config", "-s", "app:word", "set"}), ExitsWith(0));
  EXPECT_EQ(place.read("etc/aio.conf"), "[app]\nword = set\n");
  EXPECT_FALSE(place.has("aio.conf"));
}

TEST_F(Seed, TheLogLevelIsInfoByDefault) {
  place.write("aio.conf", "[listen/all]\nwhisper = probe.whisper\nhear = probe.hear\n");
  Daemon daemon(place);
  ASSERT_THAT(aioctl({"emit", "whisper", "unheard"}), ExitsWith(0));
  ASSERT_THAT(aioctl({"emit", "hear", "said"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("heard hear: said"));
  EXPECT_THAT(daemon.log(), Not(HasSubstr("unheard")));
}

TEST_F(Seed, ASectionHearsSeveralSignalsAndASignalHasSeveralSectionsAndFunctions) {
  place.write("aio.conf",
              "[listen/example]\nexample-signal = probe.hear\nexample-signal-2 = probe.hear_too\n"
              "[listen/example-2]\nexample-signal-3 = probe.hear\n\tprobe.hear_too\n"
              "example-signal-2 = probe.hear\n");
  Daemon daemon(place);
  for (const std::string number : {"", "-2", "-3"})
    ASSERT_THAT(aioctl({"emit", "example-signal" + number, "BOOM"}), ExitsWith(0));
  for (const std::string heard :
       {"heard example-signal: ", "heard example-signal-2: ", "heard too example-signal-2: ",
        "heard example-signal-3: ", "heard too example-signal-3: "})
    EXPECT_TRUE(daemon.logs(heard + "BOOM")) << heard;
}

TEST_F(Seed, AHandlerSeesConfigurationModulesAndServers) {
  place.write(
      "aio.conf",
      "[aio]\nmodules = aio.demo\n\tprobe\n[app]\nword = ${DEFAULT:word}\n[DEFAULT]\nword = "
      "inherited\n"
      "[server/echo]\nprotocol = aio.demo.echo\nport = 0\n[listen/mine]\ntell = probe.tell\n");
  Daemon daemon(place);
  ASSERT_THAT(aioctl({"emit", "tell"}), ExitsWith(0));
  EXPECT_TRUE(
      daemon.logs("word inherited; modules aio.demo probe; servers echo; section listen/mine"))
      << daemon.log();
}

TEST_F(Seed, TheAdditionServerAnswersByProtocolFactoryAndFunction) {
  place.write("aio.conf",
              "[server/protocol]\nprotocol = aio.demo.Addition\nport = 0\n"
              "[server/function]\nprotocol = aio.demo.addition\nport = 0\n"
              "[server/factory]\nfactory = aio.demo.addition_server_factory\nport = 0\n");
  Daemon daemon(place);
  const auto answer = [this](const std::string& server, const std::string& sum) {
    Client client(port_of(server));
    client.send(sum);
    return client.receive_all();
  };
  EXPECT_EQ(answer("protocol", "2 + 2 + 3"), "7");
  EXPECT_EQ(answer("function", "2 + 2 + 3"), "7");
  EXPECT_EQ(answer("factory", "17 + 5 + 1"), "23");
}

}  // namespace
}  // namespace aio::scenarios
