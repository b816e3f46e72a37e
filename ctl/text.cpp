// SPDX-License-Identifier: MIT
#include "ctl/text.hpp"

#include <cstddef>
#include <cstdint>
#include <sstream>
#include <utility>

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

std::string visible_ascii(char c) {
  if (c == '\n') return "\\n";
  if (c == '\t') return "\\t";
  if (c < 0x20 || c == 0x7f) return hexadecimal(static_cast<std::uint8_t>(c));
  return {c};
}

// Of more than one byte. Besides the control characters U+0080 to U+009F there are those that end a
// line, or turn the direction in which the rest of it is shown: a name could look like another.
std::string visible_character(std::string_view character) {
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
  if (character.front() == '\xc2' && byte(character, 1) < 0xa0)
    return hexadecimal(byte(character, 1));
  for (const auto& [bytes, name] : all)
    if (character == bytes) return std::string(name);
  return std::string(character);
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

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(std::move(word));
  return words;
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
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    const std::string_view character = text.substr(i, length == 0 ? 1 : length);
    if (length == 1)
      shown += visible_ascii(character.front());
    else if (length == 0)
      shown +=
          hexadecimal(byte(text, i));  // a terminal of another encoding may take it for a control
    else
      shown += visible_character(character);
    i += character.size();
  }
  return shown;
}

}  // namespace aio::ctl
