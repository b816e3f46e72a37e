// SPDX-License-Identifier: MIT
#include "conf/names.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

namespace aio::conf {
namespace {

const std::uint8_t* bytes(const char* text) {
  return reinterpret_cast<const std::uint8_t*>(text);
}

bool is_ascii(char c) {
  return (c & 0x80) == 0;
}

char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool is_ascii_space(char c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0d) ||
         (c >= 0x1c && c <= 0x1f);  // Python counts the separators as blanks
}

std::string_view left_strip(std::string_view text) {
  while (!text.empty()) {
    if (is_ascii(text.front())) {
      if (!is_ascii_space(text.front())) break;
      text.remove_prefix(1);
      continue;
    }
    ucs4_t character = 0;
    const int size = u8_mbtouc(&character, bytes(text.data()), text.size());
    if (!is_space(character)) break;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  return text;
}

}  // namespace

std::string fold(std::string_view text) {
  std::string folded(text);
  if (std::ranges::all_of(text, is_ascii)) {
    std::transform(folded.begin(), folded.end(), folded.begin(), ascii_lower);
    return folded;
  }
  if (u8_check(bytes(text.data()), text.size()) != nullptr) return folded;
  // The root locale ("") keeps Turkish or Lithuanian rules out, whatever the user's locale is.
  std::size_t size = 0;
  const std::unique_ptr<std::uint8_t, decltype(&std::free)> lowered(
      u8_tolower(bytes(text.data()), text.size(), "", nullptr, nullptr, &size), &std::free);
  if (lowered) folded.assign(reinterpret_cast<const char*>(lowered.get()), size);
  return folded;
}

bool is_space(char32_t character) {
  if (character < 0x80) return is_ascii_space(static_cast<char>(character));
  return uc_is_property_white_space(character);
}

std::string_view right_strip(std::string_view text) {
  while (!text.empty()) {
    if (is_ascii(text.back())) {
      if (!is_ascii_space(text.back())) break;
      text.remove_suffix(1);
      continue;
    }
    ucs4_t character = 0;
    const std::uint8_t* const begin = bytes(text.data());
    const std::uint8_t* const last = u8_prev(&character, begin + text.size(), begin);
    if (last == nullptr || !is_space(character)) break;
    text = text.substr(0, static_cast<std::size_t>(last - begin));
  }
  return text;
}

std::string_view strip(std::string_view text) {
  return right_strip(left_strip(text));
}

std::string_view begin_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (text[most] & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::size_t edit_distance(std::string_view one, std::string_view other, std::size_t limit) {
  const std::size_t longer = std::max(one.size(), other.size());
  if (longer - std::min(one.size(), other.size()) > limit) return limit + 1;
  std::vector<std::size_t> row(other.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= one.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j < row.size(); ++j) {
      const std::size_t replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, replaced}));
    }
    if (*std::min_element(row.begin(), row.end()) > limit) return limit + 1;
  }
  return std::min(row.back(), limit + 1);
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known) {
  std::size_t best = word.size() < 4 ? 2 : 3;
  std::optional<std::string> found;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(word, candidate, best - 1);
    if (distance >= best) continue;
    best = distance;
    found = candidate;
    if (best == 0) break;
  }
  return found;
}

std::optional<std::string> nearest_in_any_case(std::string_view word,
                                               std::span<const std::string> known) {
  const std::string folded = fold(word);
  const auto same = std::ranges::find(known, folded, [](const auto& each) { return fold(each); });
  if (same != known.end()) return *same;
  const std::optional<std::string> near = nearest(word, known);
  return near ? near : nearest(folded, known);
}

}  // namespace aio::conf
