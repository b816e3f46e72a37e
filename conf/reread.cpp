// SPDX-License-Identifier: MIT
#include "conf/reread.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <span>

#include "conf/lines.hpp"

namespace aio::conf {
namespace {

/// The sections to read again: from one up to another, which is not read any more.
struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t begin = 0;    // in both texts
  std::size_t old_end = 0;  // behind it, the texts are the same
  std::size_t new_end = 0;
};

std::size_t same_at_head(std::string_view one, std::string_view other) {
  return static_cast<std::size_t>(
      std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first - one.begin());
}

std::size_t same_at_tail(std::string_view one, std::string_view other) {
  return static_cast<std::size_t>(
      std::mismatch(one.rbegin(), one.rend(), other.rbegin(), other.rend()).first - one.rbegin());
}

/// Whether the section's header is one in both texts, which are the same up to `same`.
bool begins_before(const ReadText& before, const SectionText& section, std::size_t same) {
  const std::size_t end = before.text.find_first_of("\r\n", section.begin);
  return end != std::string_view::npos && end + 2 <= same;  // \r\n is one line end
}

/// Whether the section's header is one whatever stands before it: no line continues another one
/// that is not deeper than that, and the line before it ends as it did.
bool begins_anew(const ReadText& before, const SectionText& section, std::size_t same_from) {
  return section.begin > same_from && before.text[section.begin] == '[';
}

Stretch stretch_between(const ReadText& before, std::string_view text) {
  const std::vector<SectionText>& sections = before.sections;
  const std::size_t head = same_at_head(before.text, text);
  const std::size_t most = std::min(before.text.size(), text.size()) - head;
  const std::size_t tail = std::min(same_at_tail(before.text, text), most);

  Stretch stretch{0, sections.size(), 0, before.text.size(), text.size()};
  const auto behind_head = std::ranges::partition_point(
      sections, [&](const SectionText& each) { return begins_before(before, each, head); });
  if (behind_head != sections.begin()) {
    stretch.first = static_cast<std::size_t>(behind_head - sections.begin()) - 1;
    stretch.begin = sections[stretch.first].begin;
  }
  for (std::size_t i = static_cast<std::size_t>(behind_head - sections.begin());
       i < sections.size(); ++i) {
    if (!begins_anew(before, sections[i], before.text.size() - tail)) continue;
    stretch.last = i;
    stretch.old_end = sections[i].begin;
    stretch.new_end = text.size() - (before.text.size() - sections[i].begin);
    break;
  }
  return stretch;
}

/// Shows in one text what stood in another.
class Move {
 public:
  Move(std::string_view from, std::string_view to, std::ptrdiff_t by, std::ptrdiff_t lines)
      : from_(from), to_(to), by_(by), lines_(lines) {}

  SectionText operator()(const SectionText& section) const {
    SectionText moved = section;
    moved.name = move(section.name);
    moved.line = section.line + static_cast<std::size_t>(lines_);
    moved.begin = section.begin + static_cast<std::size_t>(by_);
    for (OptionText& option : moved.options)
      option = {move(option.name), move(option.written), move(option.value),
                option.line + static_cast<std::size_t>(lines_)};
    return moved;
  }

 private:
  /// What lies apart stays where it is.
  std::string_view move(std::string_view view) const {
    const std::less<> before;
    if (before(view.data(), from_.data()) || before(from_.data() + from_.size(), view.data()))
      return view;
    return {to_.data() + (view.data() - from_.data()) + by_, view.size()};
  }

  std::string_view from_;
  std::string_view to_;
  std::ptrdiff_t by_;
  std::ptrdiff_t lines_;
};

/// Whether a section that was read again stands in another place as well.
bool is_twice(const ReadText& before, const Stretch& stretch, const SectionText& section) {
  const auto name_of = [&](std::size_t i) { return before.sections[i].name; };
  const std::size_t at = before.index.find(section.name, before.sections.size(), name_of);
  return at != NameIndex::nowhere && (at < stretch.first || at >= stretch.last);
}

}  // namespace

std::optional<Sections> reread(const std::string& file,
                               const ReadText& before,
                               std::string_view text) {
  const Stretch at = stretch_between(before, text);
  const std::string_view part = text.substr(at.begin, at.new_end - at.begin);
  if (!is_text(part)) return std::nullopt;
  const std::size_t line = at.begin == 0 ? 1 : before.sections[at.first].line;
  Problems problems;
  Sections read = read_sections(file, text, at.begin, at.new_end, line, problems);
  const auto twice = [&](const SectionText& each) { return is_twice(before, at, each); };
  if (!problems.empty() || read.reopened || std::ranges::any_of(read.all, twice))
    return std::nullopt;

  const auto old_lines = line_ends(before.text.substr(at.begin, at.old_end - at.begin));
  const auto lines =
      static_cast<std::ptrdiff_t>(line_ends(part)) - static_cast<std::ptrdiff_t>(old_lines);
  const auto by = static_cast<std::ptrdiff_t>(at.new_end) - static_cast<std::ptrdiff_t>(at.old_end);
  Sections now;
  std::vector<SectionText>& all = now.all;
  all.reserve(before.sections.size() - (at.last - at.first) + read.all.size());
  const std::span<const SectionText> sections = before.sections;
  std::ranges::transform(sections.first(at.first), std::back_inserter(all),
                         Move(before.text, text, 0, 0));
  std::ranges::move(read.all, std::back_inserter(all));
  std::ranges::transform(sections.subspan(at.last), std::back_inserter(all),
                         Move(before.text, text, by, lines));
  now.index.reserve(all.size());
  const auto name_of = [&](std::size_t i) { return all[i].name; };
  for (std::size_t i = 0; i < all.size(); ++i) now.index.add(i, name_of);
  return now;
}

}  // namespace aio::conf
