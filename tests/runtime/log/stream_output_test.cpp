// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/stream_output.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>

namespace aio::runtime {
namespace {

class StreamOutputTest : public testing::Test {
 protected:
  StreamOutputTest() { EXPECT_EQ(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0); }
  ~StreamOutputTest() override {
    close(ends[0]);
    close(ends[1]);
  }

  std::string written() const {
    char buffer[4096];
    const ssize_t size = read(ends[0], buffer, sizeof buffer);
    return size > 0 ? std::string(buffer, static_cast<std::size_t>(size)) : "";
  }
  std::string line(bool terminal, bool colour, std::string text, log::Level level) const {
    const auto bare = plan::parse_log_format("%(message)s", '%').format;
    EXPECT_FALSE(StreamOutput(ends[1], terminal, colour)
                     .write({.level = level, .text = std::move(text)}, &bare));
    return written();
  }

  int ends[2];
};

TEST_F(StreamOutputTest, WritesALineAtATime) {
  EXPECT_EQ(line(false, false, "one", log::Level::error), "one\n");
}

TEST_F(StreamOutputTest, ColoursByLevel) {
  EXPECT_EQ(line(true, true, "bad", log::Level::error), "\x1b[1;31mbad\x1b[0m\n");
  EXPECT_EQ(line(true, true, "odd", log::Level::warning), "\x1b[1;33modd\x1b[0m\n");
  EXPECT_EQ(line(true, true, "small", log::Level::debug), "\x1b[90msmall\x1b[0m\n");
  EXPECT_EQ(line(true, true, "plain", log::Level::info), "plain\n");
  EXPECT_EQ(line(true, false, "bad", log::Level::error), "bad\n");
}

TEST_F(StreamOutputTest, LetsNobodySteerATerminal) {
  EXPECT_EQ(line(true, false, "a\x1b[2Jb\tc", log::Level::info), "a\\x1b[2Jb\tc\n");
  EXPECT_EQ(line(false, false, "a\x1b[2Jb", log::Level::info), "a\x1b[2Jb\n");
}

TEST_F(StreamOutputTest, AReaderThatIsGoneIsAnError) {
  signal(SIGPIPE, SIG_IGN);
  close(ends[0]);
  StreamOutput output(ends[1], false, false);
  EXPECT_EQ(output.write({.text = "x"}, nullptr), std::errc::broken_pipe);
  ends[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

TEST_F(StreamOutputTest, AClosedStreamIsAnError) {
  StreamOutput output(-1, false, false);
  EXPECT_EQ(output.write({.text = "x"}, nullptr), std::errc::bad_file_descriptor);
}

TEST(WantsColour, HeedsSystemdsVariableThenNoColorThenTheTerminal) {
  unsetenv("SYSTEMD_COLORS");
  unsetenv("NO_COLOR");
  setenv("TERM", "xterm", 1);
  EXPECT_TRUE(wants_colour(true));
  EXPECT_FALSE(wants_colour(false));
  setenv("TERM", "dumb", 1);
  EXPECT_FALSE(wants_colour(true));
  setenv("TERM", "xterm", 1);
  setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(wants_colour(true));
  setenv("SYSTEMD_COLORS", "1", 1);
  EXPECT_TRUE(wants_colour(false));
  setenv("SYSTEMD_COLORS", "no", 1);
  unsetenv("NO_COLOR");
  EXPECT_FALSE(wants_colour(true));
  unsetenv("SYSTEMD_COLORS");
}

}  // namespace
}  // namespace aio::runtime
