// SPDX-License-Identifier: MIT
#include "ctl/screen.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "conf/values.hpp"

namespace aio::ctl {
namespace {

constexpr std::size_t usual_width = 80;
constexpr std::uint64_t widest = 10'000;

std::string_view value_of(const Environment& environment, const char* name) {
  const char* const value = environment(name);
  return value == nullptr ? "" : value;
}

// What is no answer is not heeded, as by systemd. No more than 16 colours are used, so "16" and
// "256" both allow them.
std::optional<bool> wanted_colour(std::string_view word) {
  if (word == "16" || word == "256") return true;
  return conf::parse_boolean(word);
}

bool has_colour(const Environment& environment, const Terminal& terminal) {
  if (const auto wanted = wanted_colour(value_of(environment, "SYSTEMD_COLORS"))) return *wanted;
  if (!value_of(environment, "NO_COLOR").empty()) return false;
  return terminal.is_terminal && is_able(environment);
}

std::size_t width(const Environment& environment, const Terminal& terminal) {
  if (!terminal.is_terminal) return Screen::endless;
  if (const auto columns = conf::parse_count(value_of(environment, "COLUMNS"), 1, widest))
    return static_cast<std::size_t>(*columns);
  return terminal.columns > 0 ? terminal.columns : usual_width;
}

// SGR sequences (ECMA-48), with those that systemd uses on 16 colours.
std::string_view sequence(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::good:
      return "\x1b[0;1;32m";
    case Tone::bad:
      return "\x1b[0;1;31m";
    case Tone::warning:
      return "\x1b[0;1;33m";
    case Tone::faint:
      return "\x1b[0;90m";
    case Tone::strong:
      return "\x1b[0;1;39m";
    case Tone::head:
      return "\x1b[0;4m";
  }
  return "";
}

}  // namespace

std::size_t Screen::room_beside(std::size_t columns) const {
  return width == endless ? endless : width - std::min(width, columns);
}

bool is_able(const Environment& environment) {
  const std::string_view term = value_of(environment, "TERM");
  return !term.empty() && term != "dumb";
}

std::string painted(std::string_view text, Tone tone, const Screen& screen) {
  const std::string_view start = sequence(tone);
  if (!screen.colour || start.empty() || text.empty()) return std::string(text);
  return std::string(start).append(text).append("\x1b[0m");
}

std::string_view sign(Glyph glyph, const Screen& screen) {
  switch (glyph) {
    case Glyph::active:
      return screen.utf8 ? "\u25cf" : "*";
    case Glyph::inactive:
      return screen.utf8 ? "\u25cb" : "o";
    case Glyph::failed:
      return screen.utf8 ? "\u00d7" : "x";
    case Glyph::changing:
      return screen.utf8 ? "\u21bb" : "~";
    case Glyph::ellipsis:
      return screen.utf8 ? "\u2026" : "...";
  }
  return "";
}

Screen screen_of(const Environment& environment, const Terminal& terminal) {
  const auto utf8 = conf::parse_boolean(value_of(environment, "SYSTEMD_UTF8"));
  return {width(environment, terminal), has_colour(environment, terminal),
          utf8.value_or(terminal.utf8)};
}

Screen find_screen(bool full) {
  Screen screen = screen_of([](const char* name) { return std::getenv(name); }, look_at_terminal());
  if (full) screen.width = Screen::endless;
  return screen;
}

}  // namespace aio::ctl
