// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace aio::runtime {

/// The first bytes of a text, `most` at most, with no character of UTF-8 cut in two.
inline std::string_view clipped(std::string_view text, std::size_t most) noexcept {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

inline std::string_view first_line(std::string_view text) noexcept {
  return text.substr(0, text.find('\n'));
}

}  // namespace aio::runtime
