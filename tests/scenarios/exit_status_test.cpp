// SPDX-License-Identifier: MIT
// Each row of the table of exit statuses, as far as a running daemon or a file gives it. emit's own
// are in emit_test.
#include <sys/stat.h>
#include <unistd.h>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class ExitStatus : public Scenario {
 protected:
  ExitStatus() {
    place.write("aio.conf",
                "[schedule/on]\nevery = 1h\nfunc = probe.beat\n"
                "[schedule/off]\nevery = 1h\nfunc = probe.beat\nenabled = no\n");
  }

  // aioctl as another user where that is possible: root may read and write everything. The copy is
  // for a build folder that this user cannot enter.
  Finished stranger(Words words) const {
    std::filesystem::copy_file(AIO_BIN_DIR "/aioctl", place.folder() / "aioctl",
                               std::filesystem::copy_options::skip_existing);
    Words all;
    if (geteuid() == 0) all = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    all.push_back((place.folder() / "aioctl").string());
    all.insert(all.end(), words.begin(), words.end());
    return run(launch(place, all));
  }
};

MATCHER(OneLineOfError, "is one line of error, and perhaps hints") {
  const auto end = arg.find('\n');
  return end != std::string::npos &&
         (end + 1 == arg.size() || arg.substr(end + 1).starts_with("Hint: "));
}

TEST_F(ExitStatus, Is2ForUsage) {
  for (const Words& words : {Words{"frobnicate"}, Words{"config", "-s", "a:b"}, Words{"emit"},
                             Words{"--no-such-option", "status"}, Words{"config", "-g"},
                             Words{"--system", "--user", "status"}}) {
    const auto ended = aioctl(words);
    EXPECT_THAT(ended, ExitsWith(2)) << testing::PrintToString(words);
    EXPECT_THAT(ended.out, IsEmpty());
    EXPECT_THAT(ended.err, OneLineOfError());
  }
}

TEST_F(ExitStatus, Is4ForAFileThatTheCallerMayNotReadOrWrite) {
  place.write("secret/own.conf", "[app]\nword = secret\n");
  const auto file = place.folder() / "secret/own.conf";
  chmod(place.folder().c_str(), 0755);
  chmod(file.c_str(), geteuid() == 0 ? 0600 : 0);
  const auto unread = stranger({"config", "-g", "app:word", "-f", file});
  EXPECT_THAT(unread, ExitsWith(4));
  EXPECT_THAT(unread.err, AllOf(OneLineOfError(), HasSubstr(file.string())));

  chmod(file.c_str(), 0444);
  chmod((place.folder() / "secret").c_str(), 0555);
  EXPECT_THAT(stranger({"config", "-g", "app:word", "-f", file}).out, "secret\n");
  const auto unwritten = stranger({"config", "-s", "app:word", "public", "-f", file});
  EXPECT_THAT(unwritten, ExitsWith(4));
  EXPECT_THAT(unwritten.err, OneLineOfError());
  EXPECT_EQ(place.read("secret/own.conf"), "[app]\nword = secret\n");
  chmod((place.folder() / "secret").c_str(), 0755);
}

TEST_F(ExitStatus, Is5ForWhatIsNotThere) {
  Daemon daemon(place);
  for (const Words& words :
       {Words{"config", "-g", "aio:log_levle"}, Words{"config", "-g", "nowhere"},
        Words{"status", "schedule/nothing"}}) {
    const auto ended = aioctl(words);
    EXPECT_THAT(ended, ExitsWith(5)) << testing::PrintToString(words);
    EXPECT_THAT(ended.out, IsEmpty());
    EXPECT_THAT(ended.err, OneLineOfError());
  }
  EXPECT_THAT(aioctl({"config", "-g", "aio:log_levle"}).err, HasSubstr("log_level"));
}

TEST_F(ExitStatus, OfStatusTellsActiveFromNotActive) {
  Daemon daemon(place);
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"status", "schedule/on"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"status", "schedule/off"}), ExitsWith(3));
}

TEST_F(ExitStatus, Is6ForABadConfiguration) {
  place.write("bad.conf", "[schedule/a]\nevery = x\n");
  for (const Words& words :
       {Words{"config", "--check", "-c", "bad.conf"}, Words{"run", "-c", "bad.conf"}}) {
    const auto ended = aioctl(words);
    EXPECT_THAT(ended, ExitsWith(6));
    EXPECT_THAT(ended.out, IsEmpty());
    EXPECT_THAT(ended.err, HasSubstr("bad.conf:2: "));
    EXPECT_THAT(ended.err, HasSubstr("bad.conf:1: "));
  }
  EXPECT_THAT(aioctl({"config", "--check", "-c", "aio.conf"}), ExitsWith(0));
}

TEST_F(ExitStatus, Is7WithoutADaemon) {
  for (const Words& words : {Words{"status"}, Words{}, Words{"emit", "signal"}, Words{"reload"},
                             Words{"config", "-g", "aio:log_level"}, Words{"config"}}) {
    const auto ended = aioctl(words);
    EXPECT_THAT(ended, ExitsWith(7)) << testing::PrintToString(words);
    EXPECT_THAT(ended.out, IsEmpty());
    EXPECT_THAT(ended.err, OneLineOfError());
  }
  EXPECT_THAT(aioctl({"config", "-g", "aio:log_level"}).err,
              AllOf(HasSubstr("Hint: "), HasSubstr("-c")));
}

// No file may grow past 4 KiB here: as on a full disk, but for the number of the error.
Launch with_no_room(Launch launched) {
  Words words{"sh", "-c", "trap '' XFSZ; ulimit -f 8; exec \"$@\"", "sh"};
  words.insert(words.end(), launched.words.begin(), launched.words.end());
  launched.words = std::move(words);
  return launched;
}

TEST_F(ExitStatus, Is1ForADiskThatTakesNoMore) {
  const std::string text = "[app]\nword = old\nlong = " + std::string(5000, 'x') + "\n";
  place.write("own.conf", text);
  const auto full = run(
      with_no_room(launch(place, {"aioctl", "config", "-s", "app:word", "new", "-f", "own.conf"})));
  EXPECT_THAT(full, ExitsWith(1));
  EXPECT_THAT(full.err, AllOf(OneLineOfError(), HasSubstr("own.conf")));
  EXPECT_EQ(place.read("own.conf"), text);
}

TEST_F(ExitStatus, Is1ForADiskThatTakesNoMoreOfTheDaemonAndNothingIsChanged) {
  const std::string before = "[app]\nlong = " + std::string(5000, 'x') + "\n";
  place.write("aio.conf", before);
  Process aiod(with_no_room(launch(place, {"aiod"})));
  ASSERT_TRUE(aiod.err().holds("ready:")) << aiod.err().text();
  const auto full =
      aioctl({"config", "-s", "schedule/new:every", "1h", "schedule/new:func", "probe.beat"});
  EXPECT_THAT(full, ExitsWith(1));
  EXPECT_THAT(full.err, AllOf(OneLineOfError(), HasSubstr("aio.conf")));
  EXPECT_EQ(place.read("aio.conf"), before);
  EXPECT_THAT(aioctl({"status", "schedule/new"}), ExitsWith(5));
}

TEST_F(ExitStatus, Is1ForARunThatFails) {
  Daemon daemon(place);
  const auto second = aioctl({"run"});
  EXPECT_THAT(second, ExitsWith(1));
  EXPECT_THAT(second.err, HasSubstr(std::to_string(daemon.process().pid())));
}

}  // namespace
}  // namespace aio::scenarios
