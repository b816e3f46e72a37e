// SPDX-License-Identifier: MIT
#include "dbus/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace aio::dbus {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::uint8_t byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<std::uint8_t>(text[at]) : 0;
}

bool continues(std::string_view text, std::size_t at) {
  return (byte(text, at) & 0xC0) == 0x80;
}

/// The length of the character that the text begins with, by table 3-7 of the Unicode Standard; 0
/// for none, and for NUL.
std::size_t length_of_first(std::string_view text) {
  const std::uint8_t lead = byte(text, 0);
  const std::uint8_t second = byte(text, 1);
  if (lead < 0x80) return lead != 0 ? 1 : 0;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(text, 1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool overlong = lead == 0xE0 && second < 0xA0;
    const bool surrogate = lead == 0xED && second > 0x9F;
    return continues(text, 1) && continues(text, 2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool overlong = lead == 0xF0 && second < 0x90;
    const bool too_far = lead == 0xF4 && second > 0x8F;
    const bool whole = continues(text, 1) && continues(text, 2) && continues(text, 3);
    return whole && !overlong && !too_far ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string sendable(std::string_view text) {
  std::string sent;
  sent.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = length_of_first(text);
    sent += length > 0 ? text.substr(0, length) : replacement;
    text.remove_prefix(length > 0 ? length : 1);
  }
  return sent;
}

}  // namespace aio::dbus
