// SPDX-License-Identifier: MIT
// A reload is one transaction: what changed is changed, the rest is left alone, and a mistake
// leaves all as it was.
#include <signal.h>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string server(const std::string& name, const std::string& protocol, std::uint16_t port) {
  return "[server/" + name + "]\nprotocol = " + protocol + "\nport = " + std::to_string(port) +
         "\n";
}

std::string schedule(const std::string& name,
                     const std::string& func,
                     const std::string& every = "1h") {
  return "[schedule/" + name + "]\nevery = " + every + "\nfunc = " + func + "\n";
}

class Reload : public Scenario {
 protected:
  const std::uint16_t changed = free_port();
  const std::uint16_t moved = free_port();
  const std::uint16_t removed = free_port();

  std::string before() const {
    return server("untouched", "probe.slow_echo", 0) +
           server("changed", "aio.demo.Addition", changed) +
           server("removed", "aio.demo.Echo", removed) + schedule("untouched", "probe.beat") +
           schedule("changed", "probe.beat") + schedule("removed", "probe.beat") +
           "[listen/all]\nkept = probe.hear\nchanged = probe.hear\nremoved = probe.hear\n";
  }
  std::string after() const {
    return server("untouched", "probe.slow_echo", 0) + server("changed", "aio.demo.Echo", moved) +
           server("added", "aio.demo.Addition", 0) + schedule("untouched", "probe.beat") +
           schedule("changed", "probe.beat_with_parameter", "2h") + "x-word = new\n" +
           schedule("added", "probe.beat") +
           "[listen/all]\nkept = probe.hear\nchanged = probe.hear_too\nadded = probe.hear\n";
  }
};

TEST_F(Reload, AddsChangesAndRemovesWhileAClientStaysConnected) {
  place.write("aio.conf", before());
  Daemon daemon(place);
  const auto untouched = port_of("untouched");
  Client client(untouched);
  EXPECT_EQ(client.receive(6), "hello\n");

  place.write("aio.conf", after());
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));

  client.send("still here\n");
  EXPECT_EQ(client.receive(11), "still here\n");
  EXPECT_EQ(port_of("untouched"), untouched);

  Client added(port_of("added"));
  added.send("1 + 1");
  EXPECT_EQ(added.receive_all(), "2");
  Client echo(moved);
  echo.send("1 + 1");
  EXPECT_EQ(echo.receive(5), "1 + 1");
  EXPECT_FALSE(listens(changed));
  EXPECT_FALSE(listens(removed));

  EXPECT_TRUE(daemon.logs("beat of added"));
  EXPECT_TRUE(daemon.logs("beat of changed with new")) << "another `every` is another phase";
  EXPECT_EQ(status_of("schedules", "untouched").at("runs"), 1) << "it keeps its phase";
  EXPECT_THAT(aioctl({"status", "schedule/removed"}), ExitsWith(5));

  EXPECT_THAT(aioctl({"emit", "added", "x"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"emit", "changed", "x"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("heard too changed: x"));
  EXPECT_THAT(aioctl({"emit", "removed", "x"}), ExitsWith(8));
}

TEST_F(Reload, OfAnUnchangedFileTouchesNothing) {
  place.write("aio.conf", before());
  Daemon daemon(place);
  Client client(port_of("untouched"));
  EXPECT_EQ(client.receive(6), "hello\n");
  const auto reloaded = aioctl({"reload"});
  EXPECT_THAT(reloaded, ExitsWith(0));
  client.send("still here\n");
  EXPECT_EQ(client.receive(11), "still here\n");
  EXPECT_EQ(status_of("schedules", "changed").at("runs"), 1);
}

TEST_F(Reload, WithThreeMistakesNamesAllThreeAndChangesNothing) {
  place.write("aio.conf", before());
  Daemon daemon(place);
  const auto generation = status().at("generation");

  place.write("aio.conf",
              "[server/untouched]\n"
              "protocol = aio.demo.Nothing\n"
              "port = 0\n"
              "[schedule/removed]\n"
              "every = 5 parsecs\n"
              "func = probe.beat\n"
              "[listen/all]\n"
              "kept = probe.beat\n");
  const auto refused = aioctl({"reload"});
  EXPECT_THAT(refused, ExitsWith(6));
  EXPECT_THAT(refused.out, IsEmpty());
  EXPECT_THAT(refused.err, HasSubstr("aio.conf:2: "));
  EXPECT_THAT(refused.err, HasSubstr("aio.conf:5: "));
  EXPECT_THAT(refused.err, HasSubstr("aio.conf:8: "));

  EXPECT_EQ(status().at("generation"), generation);
  EXPECT_TRUE(listens(changed));
  EXPECT_TRUE(listens(removed));
  EXPECT_EQ(aioctl({"config", "-g", "listen/all:kept"}).out, "probe.hear\n");
  EXPECT_THAT(aioctl({"emit", "kept"}), ExitsWith(0));
}

TEST_F(Reload, ToAPortThatIsTakenChangesNothing) {
  place.write("aio.conf", before());
  Daemon daemon(place);
  place.write("aio.conf", server("untouched", "probe.slow_echo", 0) +
                              server("changed", "aio.demo.Addition", port_of("untouched")) +
                              schedule("added", "probe.beat"));
  const auto refused = aioctl({"reload"});
  EXPECT_NE(refused.status, 0);
  EXPECT_THAT(refused.err, HasSubstr("changed"));
  EXPECT_TRUE(listens(changed));
  EXPECT_TRUE(listens(removed));
  EXPECT_THAT(daemon.log(), Not(HasSubstr("beat of added")));
}

TEST_F(Reload, AServerOfAnotherProtocolTakesOverTheOpenSocket) {
  place.write("aio.conf", server("changed", "aio.demo.Addition", changed));
  Daemon daemon(place);
  place.write("aio.conf", server("changed", "aio.demo.Echo", changed));
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  Client client(changed);
  client.send("2 + 2");
  EXPECT_EQ(client.receive(5), "2 + 2");
}

TEST_F(Reload, AScheduleKeepsItsPhaseWhileEveryIsTheSame) {
  place.write("aio.conf", schedule("changed", "probe.beat"));
  Daemon daemon(place);
  ASSERT_TRUE(daemon.logs("beat of changed"));
  const auto next = status_of("schedules", "changed").at("next_usec").get<std::int64_t>();
  place.write("aio.conf", schedule("changed", "probe.beat_with_parameter"));
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  const auto changed = status_of("schedules", "changed");
  EXPECT_EQ(changed.at("func"), "probe.beat_with_parameter");
  // The same tick of the monotonic clock, told in wall-clock time twice.
  EXPECT_NEAR(changed.at("next_usec").get<std::int64_t>(), next, 1'000'000);
}

TEST_F(Reload, ComesWithSighupToo) {
  place.write("aio.conf", schedule("one", "probe.beat"));
  Daemon daemon(place);
  place.write("aio.conf", schedule("two", "probe.beat"));
  daemon.process().signal(SIGHUP);
  EXPECT_TRUE(daemon.logs("beat of two"));
  place.write("aio.conf", "[schedule/two]\nevery = never\nfunc = probe.beat\n");
  daemon.process().signal(SIGHUP);
  EXPECT_TRUE(daemon.logs("aio.conf:2: "));
  EXPECT_THAT(aioctl({"status", "schedule/two"}), ExitsWith(0));
}

TEST_F(Reload, ReadsDropInsInByteOrder) {
  place.write("aio.conf", "[app]\nword = file\n[listen/all]\ntell = probe.tell\n");
  place.write("aio.conf.d/10-a.conf", "[app]\nword = a\n");
  Daemon daemon(place);
  ASSERT_THAT(aioctl({"emit", "tell"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("word a;"));
  place.write("aio.conf.d/9-b.conf", "[app]\nword = b\n");
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  ASSERT_THAT(aioctl({"emit", "tell"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("word b;"));
}

}  // namespace
}  // namespace aio::scenarios
