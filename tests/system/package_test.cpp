// SPDX-License-Identifier: MIT
// The Debian package, from its installation to its purge, in a machine that has nothing else of
// aio.
#include <unistd.h>

#include "tests/system/system.hpp"

namespace aio::system_tests {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// Those of this build, and why there are none.
constexpr auto packages = AIO_PACKAGES;
constexpr auto no_packages = "no packages were made: debhelper is not installed";

bool there_are_packages() {
  return access(packages, R_OK) == 0;
}

class Package : public System {
 protected:
  static constexpr auto deb = "/root/aio.deb";
  static constexpr auto newer_deb = "/root/newer.deb";

  void SetUp() override {
    System::SetUp();
    if (IsSkipped()) return;
    if (!there_are_packages()) GTEST_SKIP() << no_packages;
    boot({}, Contents::nothing);
    machine().put(packages, "/root/packages");
    machine().told({"sh", "-c", "mv /root/packages/aio_*.deb /root/aio.deb"});
  }

  // Without what other packages do about it, such as man-db's index, which takes its time.
  void dpkg(Words words) const {
    words.insert(words.begin(), {"dpkg", "--no-triggers"});
    const auto done = machine().run(std::move(words));
    ASSERT_THAT(done, ExitsWith(0)) << done.out << done.err;
  }

  // The same files, as the next version.
  void make_newer() const {
    machine().told({"sh", "-c",
                    "cd /root && dpkg-deb -R aio.deb tree && "
                    "sed -i 's/^Version: .*/&+next/' tree/DEBIAN/control && "
                    "dpkg-deb -Znone -b tree newer.deb"});
  }

  std::string version() const {
    return machine().told({"dpkg-query", "--show", "--showformat=${Version}", "aio"});
  }

  bool is_there(const std::string& path) const {
    return machine().run({"test", "-e", path}).status == 0;
  }

  void add_server() const {
    ASSERT_THAT(aioctl({"config", "--set", "server/echo:protocol", "aio.demo.echo",
                        "server/echo:port", "7001"}),
                ExitsWith(0));
    begin_knocking(7001);
  }

  std::string socket_state() const {
    return machine().told({"systemctl", "show", "-P", "ActiveState", "aio-echo.socket"});
  }

  void expect_up_and_enabled() const {
    EXPECT_EQ(property("ActiveState"), "active");
    EXPECT_EQ(property("UnitFileState"), "enabled");
    EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
  }
};

TEST_F(Package, InstalledRunsAsItsUserWithAFileThatIsItsOwn) {
  dpkg({"--install", deb});
  expect_up_and_enabled();
  EXPECT_EQ(machine().told({"ps", "-o", "user=", "-p", property("MainPID")}), "aio");
  EXPECT_EQ(machine().told({"stat", "-c", "%U:%G %a", "/etc/aio", "/etc/aio/aio.conf"}),
            "aio:aio 755\naio:aio 644");
  add_server();
  EXPECT_THAT(end_knocking().failures, IsEmpty());
  EXPECT_THAT(machine().told({"cat", "/etc/aio/aio.conf"}),
              AllOf(StartsWith("# What aio runs"), HasSubstr("[server/echo]")));
}

TEST_F(Package, UpgradedRemovedAndPurgedKeepsItsConfigurationUntilTheLast) {
  dpkg({"--install", deb});
  make_newer();
  EXPECT_THAT(aioctl({"config", "--set", "aio:drain", "300ms"}), ExitsWith(0));
  add_server();
  const int pid = main_pid();
  const auto kept = machine().told({"cat", "/etc/aio/aio.conf"});

  dpkg({"--install", newer_deb});
  EXPECT_THAT(version(), EndsWith("+next"));
  expect_up_and_enabled();
  EXPECT_NE(main_pid(), pid) << "it is the new one that runs";
  EXPECT_THAT(end_knocking().failures, ElementsAre("the server hung up"))
      << "on the connection that is kept open; nobody was refused";
  EXPECT_EQ(machine().told({"cat", "/etc/aio/aio.conf"}), kept);
  EXPECT_EQ(aioctl({"config", "-g", "aio:drain"}).out, "300ms\n");

  ASSERT_THAT(systemctl({"disable", "--now", "aio"}), ExitsWith(0));
  dpkg({"--install", deb});
  EXPECT_EQ(property("ActiveState"), "inactive") << "what was turned off stays off";
  EXPECT_EQ(property("UnitFileState"), "disabled");

  ASSERT_THAT(systemctl({"start", "aio"}), ExitsWith(0));
  EXPECT_EQ(socket_state(), "active") << "that of the server, by the generator";
  dpkg({"--remove", "aio"});
  EXPECT_EQ(property("ActiveState"), "inactive");
  EXPECT_EQ(socket_state(), "inactive");
  EXPECT_FALSE(is_there("/usr/bin/aiod"));
  EXPECT_EQ(machine().told({"cat", "/etc/aio/aio.conf"}), kept);

  dpkg({"--purge", "aio"});
  EXPECT_EQ(property("LoadState"), "not-found");
  for (const auto* path : {"/etc/aio", "/var/lib/aio", "/var/log/aio", "/run/aio", "/usr/lib/aio",
                           "/etc/systemd/system/multi-user.target.wants/aio.service"})
    EXPECT_FALSE(is_there(path)) << path;
  EXPECT_THAT(machine().run({"id", "aio"}), ExitsWith(0)) << "files elsewhere may be his";
}

TEST(PackageFiles, GiveLintianNothingToWarnOf) {
  if (access("/usr/bin/lintian", X_OK) != 0) GTEST_SKIP() << "the package lintian is not installed";
  if (!there_are_packages()) GTEST_SKIP() << no_packages;
  const auto found =
      scenarios::run({{"sh", "-c", "lintian --allow-root --fail-on error,warning \"$1\"/*.changes",
                       "sh", packages},
                      "/",
                      {}});
  EXPECT_THAT(found, ExitsWith(0));
  EXPECT_EQ(found.out + found.err, "");
}

}  // namespace
}  // namespace aio::system_tests
