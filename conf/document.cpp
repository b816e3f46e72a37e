// SPDX-License-Identifier: MIT
#include "conf/document.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <unistr.h>

#include "conf/lines.hpp"
#include "conf/names.hpp"
#include "conf/reread.hpp"
#include "conf/text_edits.hpp"

namespace aio::conf {
namespace {

std::size_t line_at(std::string_view text, std::size_t offset) {
  return 1 + line_ends(text.substr(0, offset));
}

/// What no text of ours may hold, and where.
std::optional<Problem> unreadable(const std::string& name, std::string_view text) {
  if (is_text(text)) return std::nullopt;
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(text.data());
  if (const std::uint8_t* const bad = u8_check(begin, text.size()); bad != nullptr) {
    return Problem{{name, line_at(text, static_cast<std::size_t>(bad - begin))},
                   "this is not UTF-8 text"};
  }
  return Problem{{name, line_at(text, text.find('\0'))},
                 "a NUL byte cannot be part of a configuration"};
}

bool same(const SectionText& one, const SectionText& other) {
  const auto same_option = [](const OptionText& a, const OptionText& b) {
    return a.name == b.name && a.written == b.written && a.value == b.value;
  };
  return one.name == other.name && std::ranges::equal(one.options, other.options, same_option);
}

/// Whether the sections say the same as before, wherever it stands, but for one, which is new or
/// says what is wanted.
bool say(std::span<const SectionText> now,
         std::span<const SectionText> before,
         const SectionText& wanted) {
  const bool is_new = std::ranges::find(before, wanted.name, &SectionText::name) == before.end();
  if (now.size() != before.size() + (is_new ? 1 : 0)) return false;
  for (std::size_t i = 0; i < now.size(); ++i) {
    const bool is_wanted = i == before.size() || before[i].name == wanted.name;
    if (!same(now[i], is_wanted ? wanted : before[i])) return false;
  }
  return true;
}

}  // namespace

void Document::Contents::take(Sections read) {
  sections = std::move(read.all);
  index = std::move(read.index);
  reopened = read.reopened;
}

Document Document::parse(std::string name, std::string text, Problems& problems) {
  const auto contents = std::make_shared<Contents>(Contents{std::move(text), {}, {}});
  Problems found;
  if (std::optional<Problem> bad = unreadable(name, contents->text)) {
    found.push_back(std::move(*bad));
  } else {
    contents->take(read_sections(name, contents->text, 0, contents->text.size(), 1, found));
  }
  if (!found.empty()) contents->first_problem = found.front();
  problems.insert(problems.end(), found.begin(), found.end());
  Document document;
  document.name_ = std::move(name);
  document.contents_ = contents;
  return document;
}

Document Document::reread(std::string text, Problems& problems) const {
  if (contents_->first_problem || contents_->reopened)
    return parse(name_, std::move(text), problems);
  if (text == contents_->text) return *this;
  const auto contents = std::make_shared<Contents>(Contents{std::move(text), {}, {}});
  const ReadText before{contents_->text, contents_->sections, contents_->index};
  auto sections = conf::reread(name_, before, contents->text);
  if (!sections) return parse(name_, std::move(contents->text), problems);
  contents->take(std::move(*sections));
  Document document;
  document.name_ = name_;
  document.contents_ = contents;
  return document;
}

const SectionText* Document::find_section(std::string_view section) const {
  const std::vector<SectionText>& all = contents_->sections;
  const auto name_of = [&](std::size_t i) { return all[i].name; };
  const std::size_t at = contents_->index.find(section, all.size(), name_of);
  return at == NameIndex::nowhere ? nullptr : &all[at];
}

const OptionText* Document::find_option(std::string_view section, std::string_view option) const {
  const SectionText* const in = find_section(section);
  if (in == nullptr) return nullptr;
  const auto found = std::ranges::find(in->options, fold(option), &OptionText::name);
  return found == in->options.end() ? nullptr : &*found;
}

Spot Document::find_spot(std::string_view section, std::string_view option) const {
  if (contents_->reopened) return conf::find_spot(text(), section, option);
  const SectionText* const in = find_section(section);
  return in == nullptr ? Spot() : conf::find_spot(text(), section, option, in->begin);
}

std::optional<Problem> Document::set(std::string_view section,
                                     std::string_view option,
                                     std::string_view value) {
  const OptionText* const old = find_option(section, option);
  const Place place{name_, old == nullptr ? 0 : old->line};
  if (contents_->first_problem) return contents_->first_problem;
  if (std::optional<std::string> why = unwritable(section, option, value)) {
    return Problem{place, std::move(*why)};
  }
  // Written anew, blank lines and comments within the value might change places.
  if (old != nullptr && old->value == value) return std::nullopt;
  const SectionText* const in = find_section(section);
  SectionText wanted = in == nullptr ? SectionText{section, 0, {}} : *in;
  const std::string folded = fold(option);
  const auto present = std::ranges::find(wanted.options, folded, &OptionText::name);
  if (present != wanted.options.end()) {
    present->value = value;
  } else {
    wanted.options.push_back({folded, option, value});
  }
  return adopt(with_option(text(), find_spot(section, option), section, option, value), wanted,
               place);
}

std::optional<Problem> Document::unset(std::string_view section, std::string_view option) {
  if (contents_->first_problem) return contents_->first_problem;
  const OptionText* const old = find_option(section, option);
  if (old == nullptr) {
    return Problem{{name_, 0}, "there is no '" + shown(option) + "' in [" + shown(section) + "]"};
  }
  SectionText wanted = *find_section(section);
  std::erase_if(wanted.options, [&](const OptionText& each) { return each.name == old->name; });
  return adopt(without_option(text(), find_spot(section, option)), wanted, {name_, old->line});
}

std::optional<Problem> Document::adopt(std::string text,
                                       const SectionText& wanted,
                                       const Place& place) {
  Problems problems;
  Document edited = reread(std::move(text), problems);
  if (!problems.empty() || !say(edited.sections(), sections(), wanted)) {
    return Problem{place, "this cannot be written so that it is read back as it is"};
  }
  *this = std::move(edited);
  return std::nullopt;
}

}  // namespace aio::conf
