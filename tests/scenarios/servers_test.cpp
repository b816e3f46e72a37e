// SPDX-License-Identifier: MIT
// Servers of each type in the real aiod.
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "tests/scenarios/peer.hpp"
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;

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

TEST_P(EachType, IsPausedStoppedAndStartedWhileTheOthersRun) {
  Endpoint at = fresh(GetParam());
  if (!is_unix(at.type)) at = Squatter(at).endpoint();
  place.write("aio.conf", section(at));
  Daemon aiod(place);
  EXPECT_THAT(aioctl({"pause", "server/echo"}), ExitsWith(0));
  EXPECT_EQ(status_of("servers", "echo")["state"], "paused");
  Peer queued(at);
  queued.send("in the kernel's queue");
  EXPECT_THAT(aioctl({"resume", "server/echo"}), ExitsWith(0));
  EXPECT_EQ(queued.receive(), "in the kernel's queue");

  EXPECT_THAT(aioctl({"stop", "server/echo"}), ExitsWith(0));
  EXPECT_EQ(status_of("servers", "echo")["state"], "stopped");
  if (at.type == ServerType::udp)
    EXPECT_NO_THROW(Squatter{at}) << "nobody has the address";
  else
    EXPECT_THROW(Peer{at}, std::system_error);
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  EXPECT_EQ(status_of("servers", "echo")["state"], "stopped");
  EXPECT_THAT(aioctl({"start", "server/echo"}), ExitsWith(0));
  EXPECT_EQ(echoed(at, "hello"), "hello");
}

TEST_P(EachType, AStartWhoseAddressIsTakenFailsAndSaysWhy) {
  const Squatter squatter(fresh(GetParam()));
  const Endpoint at = squatter.endpoint();
  place.write("aio.conf", section(at) + "enabled = no\n");
  Daemon aiod(place);
  const Finished started = aioctl({"start", "server/echo"});
  EXPECT_THAT(started, ExitsWith(1));
  EXPECT_THAT(started.err, HasSubstr("server 'echo' cannot be opened on " + text_of(at) +
                                     ": Address already in use"));
  EXPECT_EQ(status_of("servers", "echo")["state"], "disabled");
}

TEST_F(Servers, OneThatWaitsIsStartedAtOnceWhenItsAddressIsFree) {
  auto squatter = std::make_unique<Squatter>(fresh(ServerType::udp));
  const Endpoint at = squatter->endpoint();
  place.write("aio.conf", section(at));
  Daemon aiod(place);
  const Finished in_vain = aioctl({"start", "server/echo"});
  EXPECT_THAT(in_vain, ExitsWith(1));
  EXPECT_THAT(in_vain.err, HasSubstr("server 'echo' cannot be opened on 127.0.0.1 port"));
  squatter.reset();
  EXPECT_THAT(aioctl({"start", "server/echo"}), ExitsWith(0));
  EXPECT_EQ(echoed(at, "hello"), "hello");
  EXPECT_EQ(status()["state"], "running");
}

TEST_F(Servers, TwoThatMeetRefuseTheWholeReloadWithBothNames) {
  place.write("aio.conf", "[schedule/beat]\nevery = 1h\nfunc = probe.beat\n");
  Daemon aiod(place);
  const std::string port = std::to_string(free_port());
  place.write("aio.conf", "[server/one]\nprotocol = aio.demo.Echo\naddress = *\nport = " + port +
                              "\n[server/two]\nprotocol = aio.demo.Echo\nport = " + port + "\n");
  const Finished reload = aioctl({"reload"});
  EXPECT_THAT(reload, ExitsWith(6));
  EXPECT_THAT(reload.err, HasSubstr("aio.conf:7: server 'two' has the address of server 'one'"));
  EXPECT_EQ(status()["servers"].size(), 0);
  EXPECT_EQ(status()["schedules"].size(), 1);
}

TEST_F(Servers, WhatIsNoSocketIsLeftAlone) {
  place.write("echo.sock", "precious");
  const Endpoint at = fresh(ServerType::unix_stream);
  place.write("aio.conf", section(at));
  Daemon aiod(place);
  EXPECT_TRUE(aiod.logs("a file that is no socket is there"));
  EXPECT_EQ(status_of("servers", "echo")["state"], "waiting");
  EXPECT_EQ(std::filesystem::file_size(at.address), 8);
}

TEST_F(Servers, TheSocketOfAKilledAiodIsReplaced) {
  const Endpoint at = fresh(ServerType::unix_stream);
  place.write("aio.conf", section(at));
  {
    Daemon aiod(place);
    aiod.process().signal(SIGKILL);
  }
  ASSERT_TRUE(std::filesystem::exists(at.address));
  Daemon aiod(place);
  EXPECT_TRUE(aiod.logs("replaced the socket " + at.address));
  EXPECT_EQ(echoed(at, "hello"), "hello");
}

TEST_F(Servers, AModeIsChangedByAReloadOnTheSameSocket) {
  const Endpoint at = fresh(ServerType::unix_stream);
  const auto mode = [&] { return std::filesystem::status(at.address).permissions(); };
  place.write("aio.conf", section(at) + "mode = 0600\n");
  Daemon aiod(place);
  EXPECT_EQ(mode(), std::filesystem::perms(0600));
  Peer before(at);
  before.send("before");
  EXPECT_EQ(before.receive(), "before");
  place.write("aio.conf", section(at) + "mode = 0666\n");
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  EXPECT_EQ(mode(), std::filesystem::perms(0666));
  before.send("still here");
  EXPECT_EQ(before.receive(), "still here");
}

TEST_F(Servers, AnUnknownUserIsNamed) {
  place.write("aio.conf", section(fresh(ServerType::unix_stream)) + "user = no-such-user\n");
  Daemon aiod(place);
  EXPECT_TRUE(aiod.logs("there is no user 'no-such-user'"));
}

TEST_F(Servers, WorkersAnswerAndReachTheApp) {
  place.write("aio.conf",
              "[aio]\ndrain = 1s\n[app]\nword = hello\n"
              "[server/echo]\nprotocol = probe.ask_the_app\nport = 0\nworkers = 3\n"
              "[listen/a]\nasked = probe.hear\n");
  Daemon aiod(place);
  const Endpoint at = served({"127.0.0.1", 0});
  for (int i = 0; i < 6; ++i) EXPECT_EQ(echoed(at, "x"), "hello, 1 server, 1 outcome");
  EXPECT_TRUE(aiod.logs("heard asked: x"));
  EXPECT_EQ(status_of("servers", "echo")["workers"], 3);
  Peer open(at);
  EXPECT_EQ(aiod.stop(), 0) << "a client that says nothing is cut after the drain";
}

TEST_F(Servers, WorkersAreRefusedForAProtocolThatIsNotSafe) {
  place.write("aio.conf", "[server/echo]\nprotocol = probe.slow_echo\nport = 0\nworkers = 3\n");
  const Finished check = aiod({"--check", "-c", "aio.conf"});
  EXPECT_NE(check.status, 0);
  EXPECT_THAT(check.err, HasSubstr("aio.conf:4: 'workers' is 3, which needs a protocol that its "
                                   "module registers with aio::thread_safe"));
}

TEST_F(Servers, AFactoryOpensAnyTypeAndItsServerIsListedAndStopped) {
  const std::string path = (place.folder() / "made.sock").string();
  place.write("aio.conf",
              "[aio]\ndrain = 1s\n"
              "[server/one]\nfactory = probe.make_datagrams\ntype = udp\nport = 0\n"
              "[server/two]\nfactory = probe.make_unix\ntype = unix\npath = " +
                  path + "\n");
  Daemon aiod(place);
  const auto one = status_of("servers", "one");
  EXPECT_EQ(one["type"], "udp");
  EXPECT_EQ(echoed({"127.0.0.1", one["port"], ServerType::udp}, "hello"), "hello");
  const Endpoint two{path, 0, ServerType::unix_stream};
  EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms(0600));
  Peer first(two), second(two), third(two);
  first.send("hello");
  EXPECT_EQ(first.receive(), "hello");
  EXPECT_EQ(third.receive(), "") << "it asked for two connections at most";
  EXPECT_EQ(status_of("servers", "two")["refused"], 1);
  place.write("aio.conf", "[aio]\ndrain = 1s\n");
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  EXPECT_EQ(first.receive(), "") << "cut after the drain";
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace aio::scenarios
