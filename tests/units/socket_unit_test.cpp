// SPDX-License-Identifier: MIT
#include "units/generator/socket_unit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>

#include "conf/load.hpp"

namespace aio::units {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::variant<SocketUnit, NoUnit> made(const std::string& name, const std::string& options) {
  conf::Search search;
  search.text = "[server/" + name + "]\n" + options;
  return socket_unit(*conf::load(search).config, name, "/etc/aio/aio.conf");
}

SocketUnit unit(const std::string& name, const std::string& options) {
  auto one = made(name, options);
  if (const auto* why = std::get_if<NoUnit>(&one)) ADD_FAILURE() << "no unit: " << *why;
  return std::holds_alternative<SocketUnit>(one) ? std::get<SocketUnit>(one) : SocketUnit();
}

std::string why_none(const std::string& name, const std::string& options) {
  const auto one = made(name, options);
  return std::holds_alternative<NoUnit>(one) ? std::get<NoUnit>(one)
                                             : "there is " + std::get<SocketUnit>(one).text;
}

TEST(SocketUnit, OfATcpServer) {
  const SocketUnit web = unit("web", "protocol = m.Web\nport = 80\n");
  EXPECT_EQ(web.name, "aio-web.socket");
  EXPECT_EQ(web.text,
            "# Made by aio-generator of /etc/aio/aio.conf\n"
            "[Unit]\n"
            "Description=Server web of aio\n"
            "SourcePath=/etc/aio/aio.conf\n"
            "\n"
            "[Socket]\n"
            "ListenStream=127.0.0.1:80\n"
            "BindIPv6Only=ipv6-only\n"
            "NoDelay=yes\n"
            "Backlog=511\n"
            "FileDescriptorName=web\n"
            "Service=aio.service\n"
            "TriggerLimitIntervalSec=0\n");
}

TEST(SocketUnit, OfAUnixServerHasItsAccess) {
  EXPECT_THAT(unit("a", "protocol = m.P\ntype = unix\npath = /run/aio/a.sock\nmode = 0600\n").text,
              HasSubstr("ListenStream=/run/aio/a.sock\nRemoveOnStop=yes\nSocketMode=0600\n"
                        "SocketUser=aio\nSocketGroup=aio\nBacklog=511\n"));
  EXPECT_THAT(
      unit("a", "protocol = m.P\ntype = unixgram\npath = /run/a\nuser = www-data\ngroup = 7\n")
          .text,
      AllOf(HasSubstr("ListenDatagram=/run/a\n"), HasSubstr("SocketUser=www-data\nSocketGroup=7\n"),
            Not(HasSubstr("Backlog"))));
  EXPECT_THAT(unit("a", "protocol = m.P\ntype = unix\npath = @name\n").text,
              HasSubstr("ListenStream=@name\nBacklog"));
}

TEST(SocketUnit, ListensWhereAiodWould) {
  const auto listen = [](const std::string& address, const std::string& type) {
    const auto text =
        unit("a", "protocol = m.P\nport = 5\naddress = " + address + "\ntype = " + type + "\n")
            .text;
    const auto begin = text.find("Listen");
    return text.substr(begin, text.find('\n', text.find("BindIPv6Only")) - begin);
  };
  EXPECT_EQ(listen("*", "tcp"), "ListenStream=5\nBindIPv6Only=both");
  EXPECT_EQ(listen("0::0", "tcp"), "ListenStream=[::]:5\nBindIPv6Only=ipv6-only");
  EXPECT_EQ(listen("::1", "udp"), "ListenDatagram=[::1]:5\nBindIPv6Only=ipv6-only");
  EXPECT_EQ(listen("0.0.0.0", "udp"), "ListenDatagram=0.0.0.0:5\nBindIPv6Only=ipv6-only");
}

TEST(SocketUnit, IsNotThereForWhatHasNoSocketOfItsOwn) {
  EXPECT_EQ(why_none("a", "protocol = m.P\nport = 5\nenabled = no\n"), "");
  EXPECT_EQ(why_none("a", "protocol = m.P\nport = 0\n"), "");
  EXPECT_EQ(why_none("a", "factory = m.make\nport = 5\n"), "");
}

TEST(SocketUnit, AValueCannotSayMoreThanItsSettingDoes) {
  const auto path = [](const std::string& path) {
    return why_none("a", "protocol = m.P\ntype = unix\npath = " + path + "\n");
  };
  for (const char* bad : {"/run/%n", "/run/$HOME", "/run/a b", "/run/a\\nExecStart", "/run/\"a\"",
                          "relative", "/run/a\n  ExecStartPre=/bin/false", "/run/\xc3\xa4", "@"})
    EXPECT_EQ(path(bad), "its path is none for a socket unit") << bad;
  EXPECT_EQ(path("/" + std::string(107, 'a')), "its path is none for a socket unit");
  EXPECT_EQ(why_none("a", "protocol = m.P\ntype = unix\npath = /a\nuser = %u\n"),
            "'%u' is no name for a socket unit");
  for (const char* bad : {"%i", ".hidden", "a b", "$x", "-a", "a=b"})
    EXPECT_EQ(why_none(bad, "protocol = m.P\nport = 5\n"), "its name is none for a socket unit")
        << bad;
  EXPECT_EQ(why_none(std::string(300, 'a'), "protocol = m.P\nport = 5\n"),
            "its name is too long for a socket unit");
  EXPECT_EQ(why_none("a", "protocol = m.P\nport = 99999\n"),
            "its address is none for a socket unit");
  EXPECT_EQ(why_none("a", "protocol = m.P\nport = 5\naddress = ::1%eth0\n"),
            "its address is none for a socket unit");
  EXPECT_EQ(why_none("a", "protocol = m.P\nport = 5\nbacklog = many\n"),
            "a value of it cannot be read");
}

TEST(SocketUnit, ItsNameIsEscapedAsSystemdEscapeDoes) {
  EXPECT_EQ(escaped("web_1.example:2"), "web_1.example:2");
  EXPECT_EQ(escaped("a/b"), "a-b");
  EXPECT_EQ(escaped("a-b@c"), "a\\x2db\\x40c");
  EXPECT_EQ(escaped(".a"), "\\x2ea");
}

TEST(SocketUnit, TheServiceWaitsForAllOfThem) {
  EXPECT_EQ(drop_in({{"aio-a.socket", "", ""}, {"aio-b\\x2d.socket", "", ""}}),
            "# Made by aio-generator\n"
            "[Unit]\n"
            "Wants=aio-a.socket\nAfter=aio-a.socket\n"
            "Wants=aio-b\\x2d.socket\nAfter=aio-b\\x2d.socket\n"
            "\n"
            "[Service]\n"
            "Sockets=aio-a.socket\nSockets=aio-b\\\\x2d.socket\n");
}

}  // namespace
}  // namespace aio::units
