// SPDX-License-Identifier: MIT
#include "dbus/remote_bus.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace aio::dbus {
namespace {

std::string ssh_to(std::string_view host) {
  const auto name = parse_host(host);
  return name ? address_of(*name, "ssh") : "none";
}

std::string bus_of(std::string_view machine, bool caller_is_root) {
  const auto name = parse_machine(machine);
  return name ? address_of(*name, caller_is_root) : "none";
}

TEST(HostName, HasUserPortAndMachineWhereTheyAreGiven) {
  EXPECT_EQ(parse_host("web"), (HostName{"web", "", ""}));
  EXPECT_EQ(parse_host("ann@web:2222/box"), (HostName{"ann@web", "2222", "box"}));
  EXPECT_EQ(parse_host("web/box"), (HostName{"web", "", "box"}));
  EXPECT_EQ(parse_host("[::1]:22"), (HostName{"::1", "22", ""}));
  EXPECT_EQ(parse_host("ann@[fe80::1]"), (HostName{"ann@fe80::1", "", ""}));
  EXPECT_EQ(parse_host("fe80::1"), (HostName{"fe80::1", "", ""})) << "no port, but an address";
}

TEST(HostName, ThatIsNoneIsRefused) {
  for (const char* const text :
       {"", "-oProxyCommand=x", "ann@", "@web", "-l@web", "web:", "web:ssh", "web:123456", "web/",
        "we b", "we\nb", "[::1", "[::1]x", "[]", "web/-x"})
    EXPECT_EQ(parse_host(text), std::nullopt) << text;
}

TEST(AddressOf, AHostStartsSshWithTheBridgeAtItsEnd) {
  EXPECT_EQ(ssh_to("web"),
            "unixexec:path=ssh,argv1=-xT,argv2=--,argv3=web,argv4=systemd-stdio-bridge");
  EXPECT_EQ(ssh_to("ann@web:2222"),
            "unixexec:path=ssh,argv1=-xT,argv2=-p,argv3=2222,argv4=--,argv5=ann%40web,"
            "argv6=systemd-stdio-bridge");
  EXPECT_EQ(ssh_to("web/box"),
            "unixexec:path=ssh,argv1=-xT,argv2=--,argv3=web,argv4=systemd-stdio-bridge,"
            "argv5=--machine%3dbox");
}

TEST(AddressOf, NothingInANameEndsAnArgument) {
  EXPECT_EQ(ssh_to("a,b;c%d=\"e\""),
            "unixexec:path=ssh,argv1=-xT,argv2=--,argv3=a%2cb%3bc%25d%3d%22e%22,"
            "argv4=systemd-stdio-bridge");
}

TEST(AddressOf, AMachineIsEnteredByRootAndAskedForByOthers) {
  EXPECT_EQ(bus_of("box", true), "x-machine-unix:machine=box");
  EXPECT_EQ(bus_of(".host", true), "x-machine-unix:machine=.host");
  EXPECT_EQ(bus_of("box", false),
            "unixexec:path=systemd-run,argv1=-Mbox,argv2=-PGq,argv3=--wait,argv4=-pUser%3droot,"
            "argv5=-pPAMName%3dlogin,argv6=systemd-stdio-bridge");
  EXPECT_EQ(bus_of("ann@box", true),
            "unixexec:path=systemd-run,argv1=-Mbox,argv2=-PGq,argv3=--wait,argv4=-pUser%3dann,"
            "argv5=-pPAMName%3dlogin,argv6=systemd-stdio-bridge");
}

TEST(MachineName, ThatIsNoneIsRefused) {
  for (const char* const text : {"", "-x", "@box", "ann@", "a/b", "a:b", "a b", "a@b@c"})
    EXPECT_EQ(parse_machine(text), std::nullopt) << text;
}

}  // namespace
}  // namespace aio::dbus
