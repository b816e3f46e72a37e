// SPDX-License-Identifier: MIT
// Servers of each type in the real aiod.
#include <unistd.h>

#include <filesystem>
#include <string>

#include "tests/scenarios/peer.hpp"
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

class Servers : public Scenario {
 protected:
  /// An address of the type that no other test has.
  Endpoint fresh(ServerType type) const {
    if (!is_unix(type)) return {"127.0.0.1", 0, type};
    return {(place.folder() / "echo.sock").string(), 0, type};
  }
  /// [server/echo] at the endpoint.
  static std::string section(const Endpoint& at) {
    const std::string where =
        is_unix(at.type) ? "path = " + at.address
                         : "address = " + at.address + "\nport = " + std::to_string(at.port);
    return "[server/echo]\nprotocol = aio.demo.Echo\ntype = " + std::string(word(at.type)) + "\n" +
           where + "\n";
  }
  Endpoint served(Endpoint at) const {
    if (!is_unix(at.type)) at.port = port_of("echo");
    return at;
  }
  static std::string echoed(const Endpoint& at, const std::string& text) {
    Peer peer(at);
    peer.send(text);
    return peer.receive();
  }
};

class EachType : public Servers, public testing::WithParamInterface<ServerType> {};
INSTANTIATE_TEST_SUITE_P(Types,
                         EachType,
                         testing::Values(ServerType::tcp,
                                         ServerType::udp,
                                         ServerType::unix_stream,
                                         ServerType::unix_datagram),
                         [](const auto& type) { return std::string(word(type.param)); });

TEST_P(EachType, AnswersAndIsListed) {
  const Endpoint at = fresh(GetParam());
  place.write("aio.conf", section(at));
  Daemon aiod(place);
  EXPECT_EQ(echoed(served(at), "hello"), "hello");
  const auto listed = status_of("servers", "echo");
  EXPECT_EQ(listed["type"], std::string(word(at.type)));
  EXPECT_EQ(listed["path"], is_unix(at.type) ? at.address : "");
  EXPECT_EQ(listed["state"], "listening");
  EXPECT_EQ(aiod.stop(), 0);
  if (is_unix(at.type)) {
    EXPECT_FALSE(std::filesystem::exists(at.address)) << "its file went with it";
  }
}

TEST_P(EachType, AnAddressThatAnotherProgramHoldsDegradesAndIsRetried) {
  auto squatter = std::make_unique<Squatter>(fresh(GetParam()));
  const Endpoint at = squatter->endpoint();
  place.write("aio.conf", section(at) + "[schedule/beat]\nevery = 1h\nfunc = probe.beat\n");
  Daemon aiod(place);
  EXPECT_TRUE(aiod.logs("beat of beat")) << "the rest runs";
  EXPECT_TRUE(aiod.logs("server 'echo' cannot be opened on " + at.address));
  EXPECT_EQ(status()["state"], "degraded");
  EXPECT_EQ(status_of("servers", "echo")["state"], "waiting");
  squatter.reset();
  EXPECT_TRUE(aiod.logs("mended")) << aiod.log();
  EXPECT_EQ(echoed(at, "hello"), "hello");
}

TEST_P(EachType, AReloadThatLeavesItsSectionAloneLeavesItAlone) {
  const Endpoint at = fresh(GetParam());
  place.write("aio.conf", section(at));
  Daemon aiod(place);
  const Endpoint now = served(at);
  Peer peer(now);
  peer.send("before");
  EXPECT_EQ(peer.receive(), "before");
  place.write("aio.conf", section(at) + "[schedule/beat]\nevery = 1h\nfunc = probe.beat\n");
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  peer.send("after");
  EXPECT_EQ(peer.receive(), "after");
}

TEST_P(EachType, ARenamedServerKeepsItsSocket) {
  Endpoint at = fresh(GetParam());
  if (!is_unix(at.type)) at = Squatter(at).endpoint();  // port 0 would stay with the name
  place.write("aio.conf", section(at));
  Daemon aiod(place);
  std::string renamed = section(at);
  renamed.replace(renamed.find("/echo"), 5, "/other");
  place.write("aio.conf", renamed);
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  EXPECT_EQ(echoed(at, "hello"), "hello");
  EXPECT_EQ(status()["servers"].size(), 1);
}

}  // namespace
}  // namespace aio::scenarios
