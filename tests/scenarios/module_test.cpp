// SPDX-License-Identifier: MIT
// Modules that throw where they may, and files of modules that change under a running aiod.
#include <filesystem>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;

const std::string fixtures = AIO_FIXTURES;

class Modules : public Scenario {
 protected:
  /// Puts a build of the module `versioned` in the place of the one before, as `mv` does.
  void put(const std::string& build) const {
    const std::string name = "versioned." + build;
    std::filesystem::copy_file(fixtures + "/" + name + "/" + name + ".so", place.folder() / "new");
    std::filesystem::rename(place.folder() / "new", file());
  }
  std::filesystem::path file() const { return place.folder() / "versioned.so"; }

  void listen_with(const std::string& handler) const {
    place.write("aio.conf", "[listen/l]\nword = " + handler + "\n");
  }
  std::string heard_by() const { return aioctl({"--json", "emit", "word"}).out; }
};

TEST_F(Modules, ANewBuildRunsAfterAReloadAndTheOldOneUntilThen) {
  put("first");
  listen_with("versioned.first");
  Daemon daemon(place);
  put("second");
  EXPECT_THAT(heard_by(), HasSubstr(R"("handler":"versioned.first","outcome":"ok")"));

  const auto refused = aioctl({"reload"});
  EXPECT_THAT(refused, ExitsWith(6));
  EXPECT_THAT(refused.err, HasSubstr("module 'versioned' has no 'first'; it has second"));
  EXPECT_THAT(heard_by(), HasSubstr(R"("handler":"versioned.first","outcome":"ok")"));

  listen_with("versioned.second");
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  EXPECT_THAT(heard_by(), HasSubstr(R"("handler":"versioned.second","outcome":"ok")"));
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(Modules, OneThatIsRemovedRunsOnAndAReloadWithoutItIsRefused) {
  put("first");
  listen_with("versioned.first");
  Daemon daemon(place);
  std::filesystem::remove(file());
  EXPECT_THAT(heard_by(), HasSubstr("\"ok\""));
  const auto refused = aioctl({"reload"});
  EXPECT_THAT(refused, ExitsWith(6));
  EXPECT_THAT(refused.err, HasSubstr("aio.conf:2: module 'versioned' is not there"));
  EXPECT_THAT(heard_by(), HasSubstr("\"ok\""));
  put("first");
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  EXPECT_THAT(heard_by(), HasSubstr("\"ok\""));
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(Modules, OneThatBecomesRubbishIsRefusedAndTheLoadedOneRunsOn) {
  put("first");
  listen_with("versioned.first");
  Daemon daemon(place);
  place.write("rubbish", "no module\n");
  std::filesystem::rename(place.folder() / "rubbish", file());
  const auto refused = aioctl({"reload"});
  EXPECT_THAT(refused, ExitsWith(6));
  EXPECT_THAT(refused.err, HasSubstr("versioned.so' is no ELF file"));
  EXPECT_THAT(heard_by(), HasSubstr("\"ok\""));
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(Modules, ABlockThatThrowsLeavesOutItsHandlersAlone) {
  place.write("aio.conf", "[aio]\nmodule_path = .\n  " + fixtures +
                              "\n[listen/l]\nword = fixture.twice.hear\nother = probe.hear\n");
  Daemon daemon(place);
  EXPECT_THAT(daemon.log(), HasSubstr("'hear' is defined twice"));
  EXPECT_THAT(aioctl({"emit", "other"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"emit", "word"}), ExitsWith(8));
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(6));
  EXPECT_THAT(aioctl({"emit", "other"}), ExitsWith(0));
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(Modules, TheKeysOfOneAreCheckedShownAndReadAsWhatTheyAre) {
  const std::string text =
      "[aio]\nmodules = fixture.keyed\nmodule_path = .\n  " + fixtures +
      "\n[aio/commands]\nsay = fixture.keyed.say\n[fixture.keyed]\nloud = yes\n";
  place.write("aio.conf", text);
  Daemon daemon(place);
  EXPECT_EQ(aioctl({"say"}).out, "Hello \"you\" \\ é 3 65536 5400000000 1\n");
  const auto refused = aioctl({"config", "-s", "fixture.keyed:count", "9"});
  EXPECT_THAT(refused, ExitsWith(6));
  EXPECT_THAT(refused.err, HasSubstr("'count' is '9', expected a whole number from -5 to 5"));
  EXPECT_THAT(aioctl({"config", "-s", "fixture.keyed:cuont", "4"}).err,
              HasSubstr("did you mean 'count'?"));
  EXPECT_THAT(aioctl({"config", "-s", "fixture.keyed:count", "4"}), ExitsWith(0));

  const auto where =
      nlohmann::json::parse(aioctl({"config", "--where", "fixture.keyed:count", "--json"}).out);
  EXPECT_EQ(where.at("value"), "4");
  EXPECT_EQ(where.at("help"), "How often");
  EXPECT_EQ(where.at("origins").at(1).at("layer"), "defaults");
  EXPECT_EQ(where.at("origins").at(1).at("raw"), "3");
  for (const auto& schema : {aioctl({"config", "--schema", "--json"}),
                             aioctl({"config", "--schema", "--json", "-c", "aio.conf"})})
    EXPECT_THAT(schema.out, HasSubstr("\"module\":\"fixture.keyed\""));
  EXPECT_EQ(daemon.stop(), 0);
  place.write("aio.conf", text + "limit = 64 kB\n");
  EXPECT_THAT(aioctl({"config", "--check", "-c", "aio.conf"}).err,
              HasSubstr("aio.conf:9: 'limit' is '64 kB', expected a size in bytes"));
}

TEST_F(Modules, AFactoryOrAProtocolsFunctionThatThrowsLeavesOutItsServerAlone) {
  const std::string good = "[server/good]\nprotocol = aio.demo.Addition\nport = 0\n";
  place.write("aio.conf", good + "[server/a]\nfactory = probe.fail_to_open\nport = 0\n" +
                              "[server/b]\nprotocol = probe.fail_to_prepare\nport = 0\n");
  Daemon daemon(place);
  EXPECT_THAT(daemon.log(), HasSubstr("the factory threw"));
  EXPECT_THAT(daemon.log(), HasSubstr("the protocol's function threw"));
  Client client(port_of("good"));
  client.send("2 + 2");
  EXPECT_EQ(client.receive_all(), "4");

  place.write("aio.conf", good);
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  const auto refused =
      aioctl({"config", "-s", "server/a:factory", "probe.fail_to_open", "server/a:port", "0"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("the factory threw"));
  EXPECT_EQ(place.read("aio.conf"), good);
  EXPECT_EQ(daemon.stop(), 0);
}

}  // namespace
}  // namespace aio::scenarios
