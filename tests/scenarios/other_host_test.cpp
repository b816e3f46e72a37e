// SPDX-License-Identifier: MIT
// aioctl -H: by way of a program in the place of ssh(1), which begins at once what it would begin
// elsewhere, with the broker as the system bus.
#include <sys/stat.h>
#include <unistd.h>

#include "tests/scenarios/broker.hpp"
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class OtherHost : public Scenario {
 protected:
  OtherHost() : broker(place, "") {
    place.write("aio.conf", "[listen/l]\nword = probe.hear\n");
    program("ssh",
            "echo \"$*\" >>" + (place.folder() / "logins").string() +
                "\nwhile [ \"$1\" != -- ]; do shift; done\nshift 2\nexec \"$@\" --bus-path='" +
                broker.address() + "'\n");
  }

  void program(const std::string& name, const std::string& text) const {
    place.write(name, "#!/bin/sh\n" + text);
    chmod((place.folder() / name).c_str(), 0755);
  }

  Finished there(Words words) const {
    words.insert(words.begin(), "aioctl");
    Launch elsewhere = launch(place, words);
    elsewhere.environment.push_back("SYSTEMD_SSH=" + (place.folder() / "ssh").string());
    return run(elsewhere);
  }
  std::string logins() const { return place.read("logins"); }

  const Broker broker;
};

TEST_F(OtherHost, IsAskedWithOneLogin) {
  const Daemon daemon(place, {"--address=" + broker.address()});
  const auto told = there({"-H", "ann@web:2222", "--json", "status"});
  EXPECT_THAT(told, ExitsWith(0));
  EXPECT_THAT(told.out, HasSubstr("\"state\":\"running\""));
  EXPECT_EQ(logins(), "-xT -p 2222 -- ann@web systemd-stdio-bridge\n");
}

TEST_F(OtherHost, HearsWhatIsEmittedAndIsSet) {
  const Daemon daemon(place, {"--address=" + broker.address()});
  EXPECT_THAT(there({"emit", "--host=web", "word", "far"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("heard word: far"));
  EXPECT_THAT(there({"config", "--host=web", "-s", "aio:drain", "3s"}), ExitsWith(0));
  EXPECT_THAT(place.read("aio.conf"), HasSubstr("drain = 3s"));
}

TEST_F(OtherHost, WithoutADaemonIsAsThisOneWithoutOne) {
  const auto none = there({"-H", "web", "status"});
  EXPECT_THAT(none, ExitsWith(7));
  EXPECT_THAT(none.err, StartsWith("aioctl: no daemon: no aiod is on the system bus of web\n"));
  EXPECT_THAT(none.out, IsEmpty());
}

TEST_F(OtherHost, ThatLetsNobodyInIsNamed) {
  program("ssh", "echo 'ann@web: Permission denied (publickey).' >&2; exit 255\n");
  const auto refused = there({"-H", "ann@web", "status"});
  EXPECT_THAT(refused, ExitsWith(7));
  EXPECT_THAT(refused.err, HasSubstr("Permission denied (publickey)."));
  EXPECT_THAT(refused.err, HasSubstr("no daemon: the system bus of ann@web: "));
}

TEST_F(OtherHost, IsNotOneOfWhatIsDoneHere) {
  EXPECT_THAT(there({"run", "-H", "web"}), ExitsWith(2));
  EXPECT_THAT(there({"test", "-H", "web"}), ExitsWith(2));
  EXPECT_THAT(there({"status", "-H", "-x"}), ExitsWith(2));
  EXPECT_THAT(there({"status", "-H", "web", "-M", "box"}), ExitsWith(2));
}

}  // namespace
}  // namespace aio::scenarios
