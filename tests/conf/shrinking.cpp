// SPDX-License-Identifier: MIT
#include "tests/conf/shrinking.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <numeric>

#include <unistr.h>

namespace {

// Of all candidates of one asking.
constexpr std::size_t most_bytes = 32 << 20;

std::string joined(const std::vector<std::string>& pieces) {
  return std::accumulate(pieces.begin(), pieces.end(), std::string());
}

/// Each line with what ends it.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0, end = 0; at < text.size(); at = end) {
    end = std::min(text.find_first_of("\r\n", at), text.size() - 1) + 1;
    if (text.compare(end - 1, 2, "\r\n") == 0) ++end;
    lines.push_back(text.substr(at, end - at));
  }
  return lines;
}

std::vector<std::string> characters_of(const std::string& text) {
  std::vector<std::string> characters;
  for (const char c : text) {
    if (characters.empty() || (c & 0xC0) != 0x80) characters.emplace_back();
    characters.back() += c;
  }
  return characters;
}

/// Takes out what can go of the pieces, first in large parts, then in small ones.
template <class FailingWith>
std::vector<std::string> fewest(std::vector<std::string> pieces, const FailingWith& failing_with) {
  for (std::size_t part = pieces.size(); part > 0;) {
    std::vector<std::vector<std::string>> candidates;
    std::size_t bytes = 0;
    for (std::size_t at = 0; at < pieces.size() && bytes < most_bytes; at += part) {
      auto rest = pieces;
      const auto begin = rest.begin() + static_cast<std::ptrdiff_t>(at);
      rest.erase(begin, begin + static_cast<std::ptrdiff_t>(std::min(part, rest.size() - at)));
      bytes += joined(rest).size();
      candidates.push_back(std::move(rest));
    }
    const std::vector<bool> failing = failing_with(candidates);
    const auto first = std::find(failing.begin(), failing.end(), true);
    if (first == failing.end()) {
      part /= 2;
    } else {
      pieces = candidates[static_cast<std::size_t>(first - failing.begin())];
      part = std::min(part, pieces.size());
    }
  }
  return pieces;
}

using Split = std::vector<std::string> (*)(const std::string&);

Texts shrunk_by(Split split, Texts texts, const Failing& failing) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto failing_with = [&](const std::vector<std::vector<std::string>>& candidates) {
      std::vector<Texts> all(candidates.size(), texts);
      for (std::size_t c = 0; c < all.size(); ++c) all[c][i] = joined(candidates[c]);
      return failing(all);
    };
    texts[i] = joined(fewest(split(texts[i]), failing_with));
  }
  return texts;
}

std::string escaped(ucs4_t character) {
  char text[16];
  const char* const format = character < 0x80      ? "\\%03o"
                             : character < 0x10000 ? "\\u%04x"
                                                   : "\\U%08x";
  std::snprintf(text, sizeof text, format, static_cast<unsigned>(character));
  return text;
}

}  // namespace

Texts shrunk(Texts texts, const Failing& failing) {
  texts = fewest(texts, failing);
  return shrunk_by(characters_of, shrunk_by(lines_of, std::move(texts), failing), failing);
}

std::string literal(std::string_view text) {
  std::string result = "\"";
  while (!text.empty()) {
    ucs4_t c = 0;
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    text.remove_prefix(static_cast<std::size_t>(u8_mbtouc(&c, bytes, text.size())));
    if (c == '\n') {
      result += "\\n";
    } else if (c == '"' || c == '\\') {
      (result += '\\') += static_cast<char>(c);
    } else if (c >= ' ' && c < 0x7F) {
      result += static_cast<char>(c);
    } else {
      result += escaped(c);
    }
  }
  return result + "\"";
}
