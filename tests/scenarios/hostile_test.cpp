// SPDX-License-Identifier: MIT
// Bad input of every kind: it is refused with its place, and what runs goes on.
#include <signal.h>
#include <sys/stat.h>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class Hostile : public Scenario {
 protected:
  static constexpr auto good = "[schedule/tick]\nevery = 1h\nfunc = probe.beat\n";
  Hostile() { place.write("aio.conf", good); }
};

TEST_F(Hostile, FilesThatAreNoConfigurationAreRefusedByAReload) {
  Daemon daemon(place);
  const std::string line = "[app]\nword = x\n";
  for (const std::string& text :
       {std::string("\x7f"
                    "ELF\0\1\2",
                    7),
        line + std::string("nul = \0\n", 8), line + "bad = \xff\xfe\n", "\xEF\xBB\xBF" + line,
        std::string("word = x\n"), line + line, line + "word = y\n",
        std::string("[schedule/tick\nevery = 1\n"),
        std::string("[shedule/tick]\nevery = 1\nfunc = probe.beat\n"),
        std::string("[server/x]\nprotocol = aio.demo.echo\nport = -1\n"),
        std::string("[server/x]\nprotocol = aio.demo.echo\nport = 0x10\n"),
        std::string("[server/x]\nprotocol = aio.demo.echo\nport = 99999999999999999999\n"),
        std::string("[server/%n$]\nprotocol = aio.demo.echo\nport = 0\n")}) {
    place.write("aio.conf", text);
    const auto refused = aioctl({"reload"});
    EXPECT_THAT(refused, ExitsWith(6)) << text;
    EXPECT_THAT(refused.out, IsEmpty());
    EXPECT_THAT(refused.err, HasSubstr("aio.conf")) << text;
  }
  EXPECT_THAT(aioctl({"status", "schedule/tick"}), ExitsWith(0));
}

TEST_F(Hostile, LineEndsOfWindowsAreAccepted) {
  place.write("aio.conf", "[schedule/tick]\r\nevery = 1h\r\nfunc = probe.beat\r\n");
  Daemon daemon(place);
  EXPECT_TRUE(daemon.logs("beat of tick"));
}

TEST_F(Hostile, AnEmptyFileRunsNothing) {
  Daemon daemon(place);
  place.write("aio.conf", "");
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"status", "schedule/tick"}), ExitsWith(5));
}

TEST_F(Hostile, AFileThatIsGoneOrNoFileKeepsTheOldConfiguration) {
  Daemon daemon(place, {"-c", "aio.conf"});
  const auto file = place.folder() / "aio.conf";
  std::filesystem::remove(file);
  EXPECT_NE(aioctl({"reload"}).status, 0);
  std::filesystem::create_directory(file);
  EXPECT_NE(aioctl({"reload"}).status, 0);
  std::filesystem::remove(file);
  ASSERT_EQ(mkfifo(file.c_str(), 0600), 0);
  const auto refused = aioctl({"reload"});
  EXPECT_NE(refused.status, 0);
  EXPECT_THAT(refused.err, HasSubstr("regular file"));
  EXPECT_THAT(aioctl({"status", "schedule/tick"}), ExitsWith(0));
}

TEST_F(Hostile, ABigFileLoads) {
  std::string text = "[app]\nline = " + std::string(10'000'000, 'x') + "\n";
  for (int number = 0; number < 20'000; ++number)
    text += "[app/" + std::to_string(number) + "]\nword = x\n";
  Daemon daemon(place);
  place.write("aio.conf", text);
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  EXPECT_EQ(aioctl({"config", "-g", "app/19999:word"}).out, "x\n");
}

TEST_F(Hostile, ABrokenModuleIsRefusedAndTheDaemonLives) {
  Daemon daemon(place);
  place.write("text/text.so", "not a module\n");
  place.write(
      "aio.conf",
      "[schedule/a]\nevery = 1\nfunc = text.f\n[schedule/b]\nevery = 1\nfunc = nowhere.f\n");
  const auto refused = aioctl({"reload"});
  EXPECT_THAT(refused, ExitsWith(6));
  EXPECT_THAT(refused.err, HasSubstr("aio.conf:3: "));
  EXPECT_THAT(refused.err, HasSubstr("aio.conf:6: "));
  EXPECT_THAT(aioctl({"status", "schedule/tick"}), ExitsWith(0));
}

TEST_F(Hostile, AsMuchDataAsACommandLineHoldsIsEmitted) {
  place.write("aio.conf", "[listen/all]\nbig = probe.hear\n");
  Daemon daemon(place);
  const std::string data(100'000, 'x');
  EXPECT_THAT(aioctl({"emit", "big", data}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("heard big: " + data + "\n"));
}

TEST_F(Hostile, AStormOfSignalsHarmsNothing) {
  Daemon daemon(place);
  for (int number = 0; number < 200; ++number)
    for (const int signal : {SIGHUP, SIGPIPE, SIGCHLD}) daemon.process().signal(signal);
  EXPECT_TRUE(daemon.logs("generation 2: "));
  EXPECT_THAT(aioctl({"status", "schedule/tick"}), ExitsWith(0));
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(Hostile, TwoSetsAtOnceAreBothKept) {
  Daemon daemon(place);
  std::vector<std::unique_ptr<Process>> setters;
  for (int number = 0; number < 8; ++number)
    setters.push_back(std::make_unique<Process>(
        launch(place, {"aioctl", "config", "-s", "app:word" + std::to_string(number), "x"})));
  for (auto& setter : setters) EXPECT_EQ(setter->status(), 0) << setter->err().text();
  for (int number = 0; number < 8; ++number)
    EXPECT_THAT(place.read("aio.conf"), HasSubstr("word" + std::to_string(number) + " = x\n"));
}

TEST_F(Hostile, AClientThatSaysNothingHarmsNobody) {
  place.write("aio.conf",
              "[aio]\ndrain = 100ms\n[server/echo]\nprotocol = aio.demo.Echo\nport = 0\n");
  Daemon daemon(place);
  const auto port = port_of("echo");
  std::vector<std::unique_ptr<Client>> silent;
  for (int number = 0; number < 100; ++number) silent.push_back(std::make_unique<Client>(port));
  Client client(port);
  client.send("hello");
  EXPECT_EQ(client.receive(5), "hello");
  EXPECT_EQ(daemon.stop(), 0);
}

}  // namespace
}  // namespace aio::scenarios
