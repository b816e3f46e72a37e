// SPDX-License-Identifier: MIT
// What the sandbox of aio.service keeps from a program, and which of the drop-ins that come with
// aio gives it back.
#include <sstream>

#include "tests/system/system.hpp"

namespace aio::system_tests {
namespace {

using testing::HasSubstr;

class Sandbox : public System {
 protected:
  static constexpr auto drop_ins = "/usr/share/doc/aio/examples/aio.service.d/";
  static constexpr auto folder = "/run/systemd/system/aio.service.d/";

  void SetUp() override {
    System::SetUp();
    if (!IsSkipped()) boot();
  }

  void restart_with_only(const std::string& drop_in) const {
    machine().told({"rm", "-rf", folder});
    machine().told({"install", "-D", "-t", folder, drop_ins + drop_in});
    machine().told({"systemctl", "daemon-reload"});
    ASSERT_THAT(systemctl({"restart", "aio"}), ExitsWith(0));
  }

  std::vector<std::string> all_drop_ins() const {
    std::istringstream lines(machine().told({"ls", drop_ins}));
    std::vector<std::string> names;
    for (std::string line; std::getline(lines, line);) names.push_back(line);
    return names;
  }
};

// A signal of each drop-in's name, and a program that fails without it.
constexpr auto programs = R"ini([listen/all]
jit.conf = exec:python3 -c "import mmap as m; m.mmap(-1, 4096, prot=m.PROT_READ | m.PROT_WRITE | m.PROT_EXEC)"
home.conf = exec:cat /home/note
shared-tmp.conf = exec:cat /tmp/note
other-folders.conf = exec:touch /srv/aio/note
network-tools.conf = exec:python3 -c "import socket; socket.if_nameindex()"
scheduling.conf = exec:python3 -c "import os; os.nice(1)"
setuid.conf = exec:sh -c "id-of-root --user | grep -qx 0"
)ini";

TEST_F(Sandbox, EachDropInGivesBackWhatItSaysAndIsNeededForIt) {
  machine().write("/home/note", "");
  machine().write("/tmp/note", "");
  machine().told({"install", "-d", "-o", "aio", "/srv/aio"});
  machine().told({"install", "-m", "4755", "/usr/bin/id", "/usr/bin/id-of-root"});
  start_aio(programs);

  const auto names = all_drop_ins();
  EXPECT_EQ(names.size(), 7U);
  for (const auto& name : names) EXPECT_THAT(aioctl({"emit", name}), ExitsWith(1)) << name;
  for (const auto& name : names) {
    restart_with_only(name);
    EXPECT_THAT(aioctl({"emit", name}), ExitsWith(0)) << messages();
  }
}

TEST_F(Sandbox, LetsAProgramWriteInTheFoldersOfTheServiceAndNowhereElse) {
  start_aio(
      "[listen/all]\n"
      "own = exec:touch /etc/aio/note /run/aio/note /var/lib/aio/note /var/log/aio/note /tmp/note\n"
      "others = exec:sh -c \"touch /etc/note || touch /usr/note || touch /var/lib/note\"\n");
  EXPECT_THAT(aioctl({"emit", "own"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"emit", "others"}), ExitsWith(1));
  EXPECT_THAT(messages(), HasSubstr("Read-only file system"));
  EXPECT_THAT(machine().run({"stat", "/tmp/note"}), ExitsWith(1)) << "its /tmp is its own";
}

TEST_F(Sandbox, KeepsTheFoldersOfSocketFilesWhileTheServiceIsDown) {
  start_aio("[server/web]\nprotocol = aio.demo.echo\ntype = unix\npath = /run/aio/web.sock\n");
  EXPECT_EQ(machine().told({"stat", "-c", "%U %a", "/run/aio/web.sock"}), "aio 660");
  ASSERT_THAT(systemctl({"stop", "aio"}), ExitsWith(0));
  EXPECT_EQ(machine().told({"stat", "-c", "%U", "/run/aio"}), "aio");
}

}  // namespace
}  // namespace aio::system_tests
