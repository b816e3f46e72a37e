// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "ctl/environment.hpp"
#include "ctl/terminal.hpp"

// What text may be made of where it is shown. Pure, but for find_screen().
namespace aio::ctl {

/// A value, found once for what a verb prints. Without a terminal nothing is cut, so that scripts
/// read whole names.
struct Screen {
  static constexpr std::size_t endless = static_cast<std::size_t>(-1);

  std::size_t width = endless;  ///< in columns
  bool colour = false;
  bool utf8 = true;

  /// What is left of the width beside something.
  std::size_t room_beside(std::size_t columns) const;

  bool operator==(const Screen&) const = default;
};

/// What a colour says; the words and the glyph beside it always say it too.
enum class Tone { plain, good, bad, warning, faint, strong, head };

/// The signs of systemctl, in ASCII where the locale has no others.
enum class Glyph { active, inactive, failed, changing, ellipsis };

/// Whether $TERM says that a terminal can be more than written to.
bool is_able(const Environment& environment);

std::string painted(std::string_view text, Tone tone, const Screen& screen);
std::string_view sign(Glyph glyph, const Screen& screen);

/// As systemd(1) decides: $SYSTEMD_COLORS, $NO_COLOR (https://no-color.org: when it is not empty),
/// a terminal whose $TERM is not "dumb", in this order; $COLUMNS before the terminal's width, which
/// is 80 when it is unknown; $SYSTEMD_UTF8 before the locale.
Screen screen_of(const Environment& environment, const Terminal& terminal);

/// That of this process; `full` cuts nothing on a terminal either.
Screen find_screen(bool full);

}  // namespace aio::ctl
