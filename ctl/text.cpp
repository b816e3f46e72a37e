// SPDX-License-Identifier: MIT
#include "ctl/text.hpp"

#include <cstddef>
#include <cstdint>

namespace aio::ctl {
namespace {

std::uint8_t byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<std::uint8_t>(text[at]) : 0;
}

// The length of the character that begins here, 0 if none does (Unicode 15, table 3-7).
std::size_t character_length(std::string_view text, std::size_t at) {
  const std::uint8_t first = byte(text, at);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const std::size_t length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  // No overlong forms, no surrogates, nothing past U+10FFFF.
  const std::uint8_t least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const std::uint8_t most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (byte(text, at + 1) < least || byte(text, at + 1) > most) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if ((byte(text, at + i) & 0xc0) != 0x80) return 0;
  return length;
}

std::string hexadecimal(std::uint8_t value) {
  constexpr std::string_view digits = "0123456789abcdef";
  return {'\\', 'x', digits[value >> 4], digits[value & 15]};
}

// Characters that end a line, or turn the direction in which the rest of it is shown: a name with
// one could look like another. Empty: it begins with none.
std::string_view line_or_direction(std::string_view text) {
  struct Named {
    std::string_view bytes;
    std::string_view name;
  };
  static constexpr Named all[] = {
      {"\xe2\x80\x8e", "\\u200e"}, {"\xe2\x80\x8f", "\\u200f"}, {"\xe2\x80\xa8", "\\u2028"},
      {"\xe2\x80\xa9", "\\u2029"}, {"\xe2\x80\xaa", "\\u202a"}, {"\xe2\x80\xab", "\\u202b"},
      {"\xe2\x80\xac", "\\u202c"}, {"\xe2\x80\xad", "\\u202d"}, {"\xe2\x80\xae", "\\u202e"},
      {"\xe2\x81\xa6", "\\u2066"}, {"\xe2\x81\xa7", "\\u2067"}, {"\xe2\x81\xa8", "\\u2068"},
      {"\xe2\x81\xa9", "\\u2069"}};
  for (const auto& [bytes, name] : all)
    if (text.starts_with(bytes)) return name;
  return {};
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string unescaped(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char next = i + 1 < value.size() ? value[i + 1] : '\0';
    if (value[i] == '\\' && (next == 'n' || next == '\\')) {
      text += next == 'n' ? '\n' : '\\';
      ++i;
    } else {
      text += value[i];
    }
  }
  return text;
}

OptionName parse_option_name(std::string_view word) {
  const std::size_t colon = word.rfind(':');
  if (colon == word.npos) return {std::string(word)};
  return {std::string(word.substr(0, colon)), std::string(word.substr(colon + 1))};
}

std::string visible(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const std::uint8_t value = byte(text, i);
    if (value == 0xc2 && byte(text, i + 1) >= 0x80 && byte(text, i + 1) < 0xa0) {
      shown += hexadecimal(byte(text, ++i));  // U+0080 to U+009F are control characters as well
    } else if (const std::string_view name = line_or_direction(text.substr(i)); !name.empty()) {
      shown += name;
      i += 2;
    } else if (character_length(text, i) == 0) {
      shown += hexadecimal(value);  // a terminal with another encoding may take it for a control
    } else if (value >= 0x80) {
      const std::size_t length = character_length(text, i);
      shown += text.substr(i, length);
      i += length - 1;
    } else if (c == '\n') {
      shown += "\\n";
    } else if (c == '\t') {
      shown += "\\t";
    } else if (value < 0x20 || value == 0x7f) {
      shown += hexadecimal(value);
    } else {
      shown += c;
    }
  }
  return shown;
}

}  // namespace aio::ctl
