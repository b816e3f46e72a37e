// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "conf/document.hpp"
#include "conf/lines.hpp"
#include "conf/names.hpp"
#include "tests/fuzz/parts.hpp"
#include "tests/fuzz/properties.hpp"

namespace aio::fuzz {
namespace {

using conf::Document;
using conf::LineKind;

struct Edit {
  std::string_view section;
  std::string_view option;
  std::optional<std::string_view> value;  // nothing: unset
};

std::optional<Edit> edit_of(std::string_view input) {
  const std::vector<std::string_view> fields = parts(input, '\xFE');
  if (fields.size() < 2) return std::nullopt;
  Edit edit{fields[0], fields[1], std::nullopt};
  if (fields.size() > 2) edit.value = fields[2];
  return edit;
}

using Option = std::tuple<std::string, std::string, std::string>;

/// All options as they are spelled, but for the one that is edited.
std::vector<Option> others(const Document& document, const Edit& edit) {
  std::vector<Option> all;
  for (const conf::SectionText& section : document.sections()) {
    for (const conf::OptionText& option : section.options) {
      if (section.name == edit.section && option.name == conf::fold(edit.option)) continue;
      all.emplace_back(section.name, option.written, option.value);
    }
  }
  return all;
}

std::vector<std::string> section_names(const Document& document) {
  std::vector<std::string> names;
  for (const conf::SectionText& section : document.sections()) names.emplace_back(section.name);
  return names;
}

std::vector<std::string_view> comments(std::string_view text) {
  std::vector<std::string_view> all;
  conf::Lines lines(text);
  while (const auto line = lines.next()) {
    if (line->kind == LineKind::comment)
      all.push_back(text.substr(line->begin, line->end - line->begin));
  }
  return all;
}

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// From the option's line to the last one of its value.
std::optional<Range> own_lines(std::string_view text, const Edit& edit) {
  std::optional<Range> found;
  bool in_section = false;
  bool in_option = false;
  conf::Lines lines(text);
  while (const auto line = lines.next()) {
    if (line->kind == LineKind::header) {
      in_section = conf::section_name(text, *line) == edit.section;
      in_option = false;
    } else if (line->kind == LineKind::option) {
      in_option =
          in_section && conf::fold(conf::option_name(text, *line)) == conf::fold(edit.option);
      if (in_option) found = Range{line->begin, line->next};
    } else if (line->kind == LineKind::continuation && in_option) {
      found->end = line->next;
    }
  }
  return found;
}

/// Whether something was put into the text, and nothing else was done to it.
bool is_insertion(std::string_view old_text, std::string_view new_text) {
  if (new_text.size() < old_text.size()) return false;
  std::size_t head = 0;
  while (head < old_text.size() && old_text[head] == new_text[head]) ++head;
  return new_text.ends_with(old_text.substr(head));
}

bool is_replacement(std::string_view old_text, Range range, std::string_view new_text) {
  const std::string_view head = old_text.substr(0, range.begin);
  const std::string_view tail = old_text.substr(range.end);
  return new_text.size() >= head.size() + tail.size() && new_text.starts_with(head) &&
         new_text.ends_with(tail);
}

void check_untouched(const Document& before, const Document& after, const Edit& edit) {
  require(others(before, edit) == others(after, edit), "no other option changes");
  require(comments(before.text()) == comments(after.text()), "every comment is kept");
  const std::optional<Range> own = own_lines(before.text(), edit);
  require(own ? is_replacement(before.text(), *own, after.text())
              : is_insertion(before.text(), after.text()),
          "every byte outside of the option's lines is kept");
}

void check_set(const Document& before, Document& document, const Edit& edit) {
  const conf::OptionText* const read = document.find_option(edit.section, edit.option);
  require(read != nullptr && read->value == *edit.value, "what was set is read back");
  std::vector<std::string> sections = section_names(before);
  if (before.find_section(edit.section) == nullptr) sections.emplace_back(edit.section);
  require(section_names(document) == sections, "no other section comes or goes");
  const std::string text = document.text();
  require(!document.set(edit.section, edit.option, *edit.value), "it may be set again");
  require(document.text() == text, "set again, it leaves the text as it is");
}

void check_unset(const Document& before, const Document& document, const Edit& edit) {
  require(before.find_option(edit.section, edit.option) != nullptr, "only what is there goes");
  require(document.find_option(edit.section, edit.option) == nullptr, "what was unset is gone");
  require(section_names(document) == section_names(before), "no section comes or goes");
}

void apply(Document& document, const Edit& edit) {
  const Document before = document;
  const auto problem = edit.value ? document.set(edit.section, edit.option, *edit.value)
                                  : document.unset(edit.section, edit.option);
  if (problem) return require(document.text() == before.text(), "what is refused changes nothing");
  check_untouched(before, document, edit);
  if (edit.value) return check_set(before, document, edit);
  check_unset(before, document, edit);
}

}  // namespace

void edits(std::string_view input) {
  const std::vector<std::string_view> all = parts(input, '\xFF');
  conf::Problems problems;
  Document document = Document::parse("text", std::string(all.front()), problems);
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (const auto edit = edit_of(all[i])) apply(document, *edit);
  }
}

}  // namespace aio::fuzz
