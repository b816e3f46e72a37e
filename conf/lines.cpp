// SPDX-License-Identifier: MIT
#include "conf/lines.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include <unistr.h>

#include "conf/names.hpp"

namespace aio::conf {
namespace {

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    if ((c & 0xC0) != 0x80) ++count;
  }
  return count;
}

/// How many bytes at the head are ASCII, eight at a time.
std::size_t ascii_head(std::string_view text) {
  constexpr std::uint64_t beyond_ascii = 0x8080808080808080;
  std::size_t at = 0;
  for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & beyond_ascii) != 0) break;
  }
  return at;
}

}  // namespace

std::optional<Line> Lines::next() {
  if (at_ >= text_.size()) return std::nullopt;
  Line line = cut();
  classify(line);
  return line;
}

Line Lines::cut() {
  Line line;
  line.number = ++number_;
  line.begin = at_;
  if (at_ >= feed_) feed_ = std::min(text_.find('\n', at_), text_.size());
  at_ = std::min(text_.substr(0, feed_).find('\r', at_), feed_);
  line.end = at_;
  if (at_ < text_.size()) at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
  line.next = at_;
  return line;
}

void Lines::classify(Line& line) {
  const std::string_view whole = text_.substr(line.begin, line.end - line.begin);
  const std::string_view text = strip(whole);
  line.in_value = in_option_;
  if (text.empty()) return;
  line.text_begin = static_cast<std::size_t>(text.data() - text_.data());
  line.text_end = line.text_begin + text.size();
  line.indent = count_characters(whole.substr(0, line.text_begin - line.begin));
  if (text.front() == '#' || text.front() == ';') {
    line.kind = LineKind::comment;
  } else if (in_option_ && line.indent > depth_) {
    line.kind = LineKind::continuation;
  } else {
    depth_ = line.indent;
    line.kind = outermost(line);
  }
}

LineKind Lines::outermost(Line& line) {
  const std::string_view text = text_.substr(line.text_begin, line.text_end - line.text_begin);
  const std::size_t bracket = text.front() == '[' ? text.rfind(']') : std::string_view::npos;
  if (bracket != std::string_view::npos && bracket >= 2) {
    line.split = line.text_begin + bracket;
    in_section_ = true;
    in_option_ = false;
    return LineKind::header;
  }
  if (!in_section_) return LineKind::headless;
  const auto mark = std::ranges::find_if(text, [](char c) { return c == '=' || c == ':'; });
  // Without a = or : Python reads on as if the line were not there; with no name before it, it has
  // left the option.
  if (mark == text.end()) return LineKind::broken;
  const auto split = static_cast<std::size_t>(mark - text.begin());
  in_option_ = split > 0;
  line.split = line.text_begin + split;
  return split > 0 ? LineKind::option : LineKind::nameless;
}

bool is_text(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return false;
  text.remove_prefix(ascii_head(text));
  return u8_check(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()) == nullptr;
}

std::size_t line_ends(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n' || (text[i] == '\r' && !text.substr(i).starts_with("\r\n"))) ++count;
  return count;
}

std::string_view section_name(std::string_view text, const Line& header) {
  return text.substr(header.text_begin + 1, header.split - header.text_begin - 1);
}

std::string_view option_name(std::string_view text, const Line& option) {
  return right_strip(text.substr(option.text_begin, option.split - option.text_begin));
}

}  // namespace aio::conf
