// SPDX-License-Identifier: MIT
// aio.socket: how aio stands, for who has no D-Bus.
#include "tests/system/system.hpp"

namespace aio::system_tests {
namespace {

using testing::HasSubstr;

class StatusSocket : public System {
 protected:
  void SetUp() override {
    System::SetUp();
    if (IsSkipped()) return;
    boot();
    machine().told({"systemctl", "start", "aio.socket"});
  }

  // As somebody who is not root, some times over; the last answer.
  nlohmann::json answer(int times = 1) const {
    return nlohmann::json::parse(machine().told(
        {"setpriv", "--reuid=nobody", "python3", "-c",
         "import socket\nfor i in range(" + std::to_string(times) +
             "):\n s = socket.socket(socket.AF_UNIX); s.settimeout(20); "
             "s.connect('/run/aio/status.sock'); t = s.makefile().read()\nprint(t)"}));
  }
};

TEST_F(StatusSocket, AConnectionStartsTheServiceAndGetsOneDocument) {
  configure("[schedule/tick]\nevery = 1h\nfunc = aio.demo.tick\n");
  EXPECT_EQ(property("ActiveState"), "inactive");
  const auto told = answer();
  EXPECT_EQ(property("ActiveState"), "active");
  EXPECT_EQ(told.at("state"), "running");
  EXPECT_THAT(told.at("status").get<std::string>(), HasSubstr("1 schedule"));
  EXPECT_EQ(told.at("config_file"), "/etc/aio/aio.conf");
  EXPECT_EQ(told.at("generation"), 1);
  EXPECT_TRUE(told.at("problems").empty());
  EXPECT_EQ(answer(500).at("state"), "running");
}

TEST_F(StatusSocket, TellsWhyItIsDegradedAlsoAfterARestart) {
  configure("[schedule/tick]\nevery = 5 parsecs\nfunc = aio.demo.tick\n");
  EXPECT_EQ(answer().at("state"), "degraded");
  ASSERT_THAT(systemctl({"restart", "aio"}), ExitsWith(0));
  EXPECT_THAT(answer().at("problems").at(0).get<std::string>(), HasSubstr("/etc/aio/aio.conf:2: "));
  EXPECT_EQ(property("NFileDescriptorStore"), "0") << "it is the unit's";
}

}  // namespace
}  // namespace aio::system_tests
