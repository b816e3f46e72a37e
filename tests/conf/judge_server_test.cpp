// SPDX-License-Identifier: MIT
// What judge() says of [server/NAME]: which keys belong to which type, and what they may be.
#include <string>

#include <gmock/gmock.h>

#include "tests/conf/judged.hpp"

namespace aio::conf {
namespace {

/// Of a section whose lines begin at line 3.
std::string server_lines(const std::string& lines) {
  return judged("[server/echo]\nprotocol = my.Echo\n" + lines);
}

TEST(JudgeServer, TakesEachTypeWithItsKeys) {
  EXPECT_EQ(server_lines(
                "port = 7\nbacklog = 5\nmax_connections = 9\nidle_timeout = 1min\nworkers = 4\n"),
            "");
  EXPECT_EQ(server_lines("type = udp\naddress = ::\nport = 0\n"), "");
  EXPECT_EQ(
      server_lines("type = unix\npath = /run/x.sock\nmode = 0600\nuser = www-data\ngroup = 33\n"
                   "backlog = 5\nidle_timeout = 1\nworkers = 2\n"),
      "");
  EXPECT_EQ(server_lines("type = unixgram\npath = @x\n"), "");
}

TEST(JudgeServer, NeedsAPortOrAPathByType) {
  EXPECT_EQ(server_lines("type = udp\n"),
            "aio.conf:1: [server/echo] needs 'port', a number from 0 to 65535");
  const std::string needs_path =
      "aio.conf:1: [server/echo] needs 'path', a path of at most 107 bytes such as "
      "/run/aio/web.sock, or @NAME";
  EXPECT_EQ(server_lines("type = unix\n"), needs_path);
  EXPECT_EQ(server_lines("type = unixgram\n"), needs_path);
}

TEST(JudgeServer, RefusesPortsThatAreNone) {
  for (const char* port : {"-1", "65536", "1e9", "99999999999999999999", "0x10", "5 parsecs"})
    EXPECT_EQ(
        server_lines("port = " + std::string(port) + "\n"),
        "aio.conf:3: 'port' is '" + std::string(port) + "', expected a number from 0 to 65535");
}

TEST(JudgeServer, RefusesAnUnknownTypeAndSaysNoMoreOfIt) {
  EXPECT_EQ(server_lines("type = tpc\npath = x\n"),
            "aio.conf:3: 'type' is 'tpc', expected tcp, udp, unix or unixgram");
}

TEST(JudgeServer, RefusesKeysOfAnotherType) {
  EXPECT_EQ(server_lines("port = 7\npath = /run/x.sock\nmode = 0600\n"),
            "aio.conf:4: 'path' is not for type tcp, only for unix or unixgram\n"
            "aio.conf:5: 'mode' is not for type tcp, only for unix or unixgram");
  EXPECT_EQ(server_lines("type = udp\nport = 7\nworkers = 2\nidle_timeout = 3\n"),
            "aio.conf:5: 'workers' is not for type udp, only for tcp or unix\n"
            "aio.conf:6: 'idle_timeout' is not for type udp, only for tcp or unix");
  EXPECT_EQ(server_lines("type = unix\npath = @x\nport = 7\n"),
            "aio.conf:5: 'port' is not for type unix, only for tcp or udp");
}

TEST(JudgeServer, LetsAnInheritedKeyOfAnotherTypeBe) {
  EXPECT_EQ(judged("[DEFAULT]\nport = 7\nmode = 0600\n"
                   "[server/a]\nprotocol = m.A\n"
                   "[server/b]\nprotocol = m.B\ntype = unix\npath = @x\n"),
            "");
}

TEST(JudgeServer, RefusesAPathThatTheKernelHasNoRoomFor) {
  const std::string longest = "/" + std::string(106, 'x');
  EXPECT_EQ(server_lines("type = unix\npath = " + longest + "\n"), "");
  EXPECT_EQ(server_lines("type = unix\npath = " + longest + "x\n"),
            "aio.conf:4: 'path' is '" + longest.substr(0, 80) +
                "...', expected a path of at most 107 bytes such as /run/aio/web.sock, or @NAME");
  EXPECT_EQ(server_lines("type = unix\npath = /run/\n"),
            "aio.conf:4: 'path' is '/run/', expected a path of at most 107 bytes such as "
            "/run/aio/web.sock, or @NAME");
}

TEST(JudgeServer, ReadsAModeInOctal) {
  for (const char* mode : {"0660", "660", "0", "0777"})
    EXPECT_EQ(server_lines("type = unix\npath = /x\nmode = " + std::string(mode) + "\n"), "");
  for (const char* mode : {"0888", "rw", "1777", "-1", ""})
    EXPECT_EQ(server_lines("type = unix\npath = /x\nmode = " + std::string(mode) + "\n"),
              "aio.conf:5: 'mode' is '" + std::string(mode) +
                  "', expected permissions in octal from 0 to 0777");
}

TEST(JudgeServer, RefusesAnOwnerForAnAbstractSocket) {
  EXPECT_EQ(server_lines("type = unix\npath = @x\nmode = 0600\nuser = root\n"),
            "aio.conf:5: 'mode' is for socket files, and '@x' is abstract\n"
            "aio.conf:6: 'user' is for socket files, and '@x' is abstract");
}

}  // namespace
}  // namespace aio::conf
