// SPDX-License-Identifier: MIT
// What a change does to the sockets and connections of servers: of those that it moves, and of
// those that it does not touch.
#include <fstream>
#include <sstream>
#include <system_error>

#include "tests/scenarios/peer.hpp"
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;

class MovedServer : public Scenario {
 protected:
  MovedServer() {
    place.write("aio.conf",
                "[server/moves]\nprotocol = aio.demo.echo\nport = 0\n"
                "[server/stays]\nprotocol = aio.demo.echo\nport = 0\n");
  }

  static std::string echoed(Peer& peer, const std::string& text) {
    peer.send(text);
    return peer.receive();
  }
};

/// A port that was free a moment ago.
std::uint16_t free_port() {
  return Squatter({"127.0.0.1", 0}).endpoint().port;
}

/// The inode of the socket that listens at a port (proc(5), /proc/net/tcp); empty: none does.
std::string listening_inode(std::uint16_t port) {
  std::ifstream table("/proc/net/tcp");
  std::string line;
  std::getline(table, line);
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    std::string number, local, remote, state, queues, timer, retransmits, uid, timeout, inode;
    fields >> number >> local >> remote >> state >> queues >> timer >> retransmits >> uid >>
        timeout >> inode;
    const auto at = std::stoul(local.substr(local.find(':') + 1), nullptr, 16);
    if (at == port && state == "0A") return inode;
  }
  return {};
}

TEST_F(MovedServer, AnswersAtItsNewPortWhileOldConnectionsDrain) {
  const Daemon daemon(place);
  const std::uint16_t before = port_of("moves");
  const std::uint16_t after = free_port();
  Peer old_peer({"127.0.0.1", before});
  ASSERT_EQ(echoed(old_peer, "one"), "one");

  const Finished set = aioctl({"config", "-s", "server/moves:port", std::to_string(after)});
  EXPECT_EQ(set.out, "rebound server/moves\nkept 1 server\n");

  EXPECT_EQ(echoed(old_peer, "two"), "two");
  Peer new_peer({"127.0.0.1", after});
  EXPECT_EQ(echoed(new_peer, "three"), "three");
  EXPECT_THROW(Peer({"127.0.0.1", before}), std::system_error);
}

TEST_F(MovedServer, IsLeftWhereItIsWhenTheNewPortIsTaken) {
  const Daemon daemon(place);
  const std::uint16_t before = port_of("moves");
  const Squatter other({"127.0.0.1", 0});
  const Finished set =
      aioctl({"config", "-s", "server/moves:port", std::to_string(other.endpoint().port)});
  EXPECT_EQ(set.status, 1);
  EXPECT_THAT(set.err, HasSubstr("Address already in use"));
  Peer peer({"127.0.0.1", before});
  EXPECT_EQ(echoed(peer, "one"), "one");
}

TEST_F(MovedServer, LeavesTheOthersTheirSocketsAndConnections) {
  const Daemon daemon(place);
  const std::uint16_t port = port_of("stays");
  const std::string inode = listening_inode(port);
  ASSERT_NE(inode, "");
  Peer peer({"127.0.0.1", port});
  ASSERT_EQ(echoed(peer, "one"), "one");

  ASSERT_THAT(aioctl({"config", "-s", "server/moves:port", std::to_string(free_port())}),
              ExitsWith(0));
  EXPECT_EQ(listening_inode(port), inode);
  EXPECT_EQ(echoed(peer, "two"), "two");
}

}  // namespace
}  // namespace aio::scenarios
