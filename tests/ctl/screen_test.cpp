// SPDX-License-Identifier: MIT
#include "ctl/screen.hpp"

#include <map>

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

using Variables = std::map<std::string, std::string>;

constexpr Terminal wide_terminal{true, 100, true};
constexpr Terminal pipe{};

Screen screen(const Variables& variables, const Terminal& on) {
  return screen_of(
      [&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
      },
      on);
}

bool has_colour(const Variables& variables, const Terminal& on) {
  return screen(variables, on).colour;
}

TEST(Screen, HasColourOnATerminalAlone) {
  EXPECT_TRUE(has_colour({{"TERM", "xterm"}}, wide_terminal));
  EXPECT_FALSE(has_colour({{"TERM", "xterm"}}, pipe));
}

TEST(Screen, HasNoColourOnATerminalThatHasNone) {
  EXPECT_FALSE(has_colour({{"TERM", "dumb"}}, wide_terminal));
  EXPECT_FALSE(has_colour({}, wide_terminal));
}

TEST(Screen, HeedsNoColorUnlessItIsEmpty) {
  EXPECT_FALSE(has_colour({{"TERM", "xterm"}, {"NO_COLOR", "1"}}, wide_terminal));
  EXPECT_FALSE(has_colour({{"TERM", "xterm"}, {"NO_COLOR", "0"}}, wide_terminal));
  EXPECT_TRUE(has_colour({{"TERM", "xterm"}, {"NO_COLOR", ""}}, wide_terminal));
}

TEST(Screen, HeedsSystemdColorsBeforeAllElse) {
  for (const char* const yes : {"1", "yes", "true", "on", "16", "256"}) {
    EXPECT_TRUE(has_colour({{"SYSTEMD_COLORS", yes}}, pipe)) << yes;
    EXPECT_TRUE(has_colour({{"SYSTEMD_COLORS", yes}, {"NO_COLOR", "1"}}, wide_terminal)) << yes;
    EXPECT_TRUE(has_colour({{"SYSTEMD_COLORS", yes}, {"TERM", "dumb"}}, wide_terminal)) << yes;
  }
  for (const char* const no : {"0", "no", "false", "off"})
    EXPECT_FALSE(has_colour({{"SYSTEMD_COLORS", no}, {"TERM", "xterm"}}, wide_terminal)) << no;
}

TEST(Screen, PassesOverASystemdColorsThatSaysNothing) {
  for (const char* const word : {"", "perhaps"}) {
    EXPECT_TRUE(has_colour({{"SYSTEMD_COLORS", word}, {"TERM", "xterm"}}, wide_terminal)) << word;
    EXPECT_FALSE(has_colour({{"SYSTEMD_COLORS", word}}, pipe)) << word;
  }
}

TEST(Screen, IsAsWideAsItsTerminal) {
  EXPECT_EQ(screen({}, wide_terminal).width, 100U);
  EXPECT_EQ(screen({}, {true, 0, true}).width, 80U);
  EXPECT_EQ(screen({{"COLUMNS", "40"}}, wide_terminal).width, 40U);
  EXPECT_EQ(screen({{"COLUMNS", "wide"}}, wide_terminal).width, 100U);
  EXPECT_EQ(screen({{"COLUMNS", "0"}}, wide_terminal).width, 100U);
}

TEST(Screen, CutsNothingWithoutATerminal) {
  EXPECT_EQ(screen({}, pipe).width, Screen::endless);
  EXPECT_EQ(screen({{"COLUMNS", "40"}}, pipe).width, Screen::endless);
}

TEST(Screen, HasTheSignsOfItsLocale) {
  EXPECT_TRUE(screen({}, {true, 80, true}).utf8);
  EXPECT_FALSE(screen({}, {true, 80, false}).utf8);
  EXPECT_TRUE(screen({{"SYSTEMD_UTF8", "1"}}, {true, 80, false}).utf8);
  EXPECT_FALSE(screen({{"SYSTEMD_UTF8", "0"}}, {true, 80, true}).utf8);
  EXPECT_EQ(sign(Glyph::failed, {}), "×");
  EXPECT_EQ(sign(Glyph::failed, {.utf8 = false}), "x");
  EXPECT_EQ(sign(Glyph::ellipsis, {.utf8 = false}), "...");
}

TEST(Screen, PaintsWhereThereIsColour) {
  const Screen coloured{.colour = true};
  EXPECT_EQ(painted("ok", Tone::good, coloured), "\x1b[0;1;32mok\x1b[0m");
  EXPECT_EQ(painted("ok", Tone::plain, coloured), "ok");
  EXPECT_EQ(painted("", Tone::bad, coloured), "");
  EXPECT_EQ(painted("ok", Tone::good, {}), "ok");
}

}  // namespace
}  // namespace aio::ctl
