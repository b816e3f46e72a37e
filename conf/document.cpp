// SPDX-License-Identifier: MIT
#include "conf/document.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <unistr.h>

#include "conf/edits.hpp"
#include "conf/names.hpp"
#include "conf/tokens.hpp"

namespace aio::conf {
namespace {

/// Counts line ends as lines.cpp does.
std::size_t line_at(std::string_view text, std::size_t offset) {
  Lines lines(text.substr(0, offset));
  std::size_t number = 1;
  while (const std::optional<Line> line = lines.next()) {
    number = line->number + (line->next > line->end ? 1 : 0);
  }
  return number;
}

/// What no text of ours may hold, and where.
std::optional<Problem> unreadable(const std::string& name, std::string_view text) {
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(text.data());
  if (const std::uint8_t* const bad = u8_check(begin, text.size()); bad != nullptr) {
    return Problem{{name, line_at(text, static_cast<std::size_t>(bad - begin))},
                   "this is not UTF-8 text"};
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return Problem{{name, line_at(text, nul)}, "a NUL byte cannot be part of a configuration"};
  }
  return std::nullopt;
}

/// The section or option of this name.
template <class Named>
auto find(Named& all, std::string_view name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

constexpr std::size_t few_options = 16;

/// Makes sections of tokens, with Python's rules for names, values and duplicates.
class Builder : public Tokens {
 public:
  Builder(const std::string& file, std::vector<SectionText>& sections, Problems& problems)
      : file_(file), sections_(sections), problems_(problems) {}

  void section(std::string_view name, const Line& line) override {
    finish();
    const auto [known, is_new] = index_.try_emplace(std::string(name), sections_.size());
    current_ = known->second;
    if (is_new) {
      sections_.push_back({std::string(name), line.number, {}});
    } else if (name != default_section) {
      report(line, "section [" + shown(name) + "] is already at line " +
                       std::to_string(sections_[current_].line));
    }
    if (!names_.empty()) names_.clear();
  }

  void option(std::string_view name, std::string_view value, const Line& line) override {
    finish();
    const std::string_view written = right_strip(name);
    std::string folded = fold(written);
    std::vector<OptionText>& options = sections_[current_].options;
    if (is_known(options, folded)) {
      report(line, "'" + shown(folded) + "' is already at line " +
                       std::to_string(find(options, folded)->line));
      return;
    }
    options.push_back(
        {std::move(folded), std::string(written), std::string(strip(value)), line.number});
    open_ = true;
  }

  void continuation(std::string_view value, const Line&) override {
    if (!open_) return;  // it continues an option that was refused
    std::string& whole = sections_[current_].options.back().value;
    whole += '\n';
    whole += value;
  }

  void mistake(const Line& line) override {
    switch (line.kind) {
      case LineKind::headless:
        if (!std::exchange(headless_, true))
          report(line, "no section header before this line, expected [section]");
        break;
      case LineKind::nameless:
        if (const auto [first, is_new] = nameless_.try_emplace(current_, line.number); !is_new) {
          report(line, "an option without a name is already at line " +
                           std::to_string(first->second) + ", expected 'name = value'");
          break;
        }
        [[fallthrough]];
      default:
        report(line, "this is no option, expected 'name = value'");
    }
  }

  /// Ends the option that is being read: its lines are all there.
  void finish() {
    if (!open_) return;
    open_ = false;
    std::string& value = sections_[current_].options.back().value;
    value.resize(right_strip(value).size());
  }

 private:
  /// Most sections have few options: only large ones are worth an index.
  bool is_known(const std::vector<OptionText>& options, const std::string& name) {
    if (options.size() < few_options) return find(options, name) != nullptr;
    if (names_.empty()) {
      for (const OptionText& option : options) names_.insert(option.name);
    }
    return !names_.insert(name).second;
  }

  void report(const Line& line, std::string what) {
    problems_.push_back({{file_, line.number}, std::move(what)});
  }

  const std::string& file_;
  std::vector<SectionText>& sections_;
  Problems& problems_;
  std::unordered_map<std::string, std::size_t> index_;
  // By section: Python takes a second option without a name for a duplicate.
  std::unordered_map<std::size_t, std::size_t> nameless_;
  std::unordered_set<std::string> names_;  // of the current section, once it is large
  std::size_t current_ = 0;
  bool open_ = false;
  bool headless_ = false;
};

/// Whether the sections say the same, wherever it stands.
bool same(const std::vector<SectionText>& one, const std::vector<SectionText>& other) {
  const auto same_option = [](const OptionText& a, const OptionText& b) {
    return a.name == b.name && a.written == b.written && a.value == b.value;
  };
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [&](const SectionText& a, const SectionText& b) {
                      return a.name == b.name &&
                             std::equal(a.options.begin(), a.options.end(), b.options.begin(),
                                        b.options.end(), same_option);
                    });
}

}  // namespace

Document Document::parse(std::string name, std::string text, Problems& problems) {
  Document document;
  document.name_ = std::move(name);
  document.text_ = std::move(text);
  Problems found;
  if (std::optional<Problem> bad = unreadable(document.name_, document.text_)) {
    found.push_back(std::move(*bad));
  } else {
    Builder builder(document.name_, document.sections_, found);
    tokenize(document.text_, builder);
    builder.finish();
  }
  if (!found.empty()) document.first_problem_ = found.front();
  problems.insert(problems.end(), found.begin(), found.end());
  return document;
}

const SectionText* Document::find_section(std::string_view section) const {
  return find(sections_, section);
}

const OptionText* Document::find_option(std::string_view section, std::string_view option) const {
  const SectionText* const in = find_section(section);
  return in == nullptr ? nullptr : find(in->options, fold(option));
}

std::optional<Problem> Document::set(std::string_view section,
                                     std::string_view option,
                                     std::string_view value) {
  const OptionText* const old = find_option(section, option);
  const Place place{name_, old == nullptr ? 0 : old->line};
  if (first_problem_) return first_problem_;
  if (std::optional<std::string> why = unwritable(section, option, value)) {
    return Problem{place, std::move(*why)};
  }
  // Written anew, blank lines and comments within the value might change places.
  if (old != nullptr && old->value == value) return std::nullopt;
  std::vector<SectionText> wanted = sections_;
  if (find(wanted, section) == nullptr) wanted.push_back({std::string(section), 0, {}});
  SectionText& target = *find(wanted, section);
  if (OptionText* const present = find(target.options, fold(option)); present != nullptr) {
    present->value = value;
  } else {
    target.options.push_back({fold(option), std::string(option), std::string(value)});
  }
  return adopt(with_option(text_, section, option, value), wanted, place);
}

std::optional<Problem> Document::unset(std::string_view section, std::string_view option) {
  if (first_problem_) return first_problem_;
  const OptionText* const old = find_option(section, option);
  if (old == nullptr) {
    return Problem{{name_, 0}, "there is no '" + shown(option) + "' in [" + shown(section) + "]"};
  }
  std::vector<SectionText> wanted = sections_;
  for (SectionText& each : wanted) {
    if (each.name != section) continue;
    std::erase_if(each.options, [&](const OptionText& o) { return o.name == old->name; });
  }
  return adopt(without_option(text_, section, option), wanted, {name_, old->line});
}

std::optional<Problem> Document::adopt(std::string text,
                                       const std::vector<SectionText>& wanted,
                                       const Place& place) {
  Problems problems;
  Document edited = parse(name_, std::move(text), problems);
  if (!problems.empty() || !same(edited.sections_, wanted)) {
    return Problem{place, "this cannot be written so that it is read back as it is"};
  }
  *this = std::move(edited);
  return std::nullopt;
}

}  // namespace aio::conf
