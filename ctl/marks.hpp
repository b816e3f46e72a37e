// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/answers.hpp"
#include "ctl/screen.hpp"

namespace aio::ctl {

/// The sign that stands before something, and its colour.
struct Mark {
  Glyph glyph;
  Tone tone;
};

/// Of an item: wrong, at work, or neither. Pure.
Mark mark_of(const Item& item);

/// Of the daemon, by the word for its state. Pure.
Mark mark_of(const std::string& state);

}  // namespace aio::ctl
