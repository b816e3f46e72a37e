// SPDX-License-Identifier: MIT
#include "conf/changed_sections.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace aio::conf {

/// One comparison of two Configs. Sections are known by where they stand in `after`.
class Comparison {
 public:
  Comparison(const Config& before, const Config& after) : before_(before), after_(after) {}

  SectionNames changed() {
    for (std::size_t i = 0; i < after_.sections_.size(); ++i) {
      if (!says_the_same(i)) add(i);
      follow_references(i);
    }
    for (const Config::Section& section : before_.sections_)
      if (const std::string_view name = before_.text(section.name); after_.find(name) == nullptr)
        add_gone(name);
    while (!to_follow_.empty()) {
      const std::size_t next = to_follow_.back();
      to_follow_.pop_back();
      if (next == 0) add_all();
      add_referring(name_of(next));
    }
    return std::move(changed_);
  }

 private:
  void add(std::size_t section) {
    if (changed_.emplace(name_of(section)).second) to_follow_.push_back(section);
  }

  void add_gone(std::string_view name) {
    changed_.emplace(name);
    add_referring(name);
  }

  void add_referring(std::string_view section) {
    if (const auto found = referring_.find(section); found != referring_.end())
      for (const std::size_t each : found->second) add(each);
  }

  /// Who inherits from [DEFAULT], and that is everybody.
  void add_all() {
    for (std::size_t i = 0; i < after_.sections_.size(); ++i) add(i);
  }

  std::string_view name_of(std::size_t section) const {
    return after_.text(after_.sections_[section].name);
  }

  bool says_the_same(std::size_t at) const {
    const Config::Section& now = after_.sections_[at];
    const Config::Section* const old = before_section(at);
    return old != nullptr &&
           std::ranges::equal(old->options, now.options,
                              [&](const Config::Option& a, const Config::Option& b) {
                                return before_.text(a.name) == after_.text(b.name) &&
                                       before_.text(a.written) == after_.text(b.written) &&
                                       before_.text(a.value) == after_.text(b.value);
                              });
  }

  /// Most sections stand where they stood.
  const Config::Section* before_section(std::size_t at) const {
    const std::string_view name = name_of(at);
    const std::vector<Config::Section>& sections = before_.sections_;
    if (at < sections.size() && before_.text(sections[at].name) == name) return &sections[at];
    return before_.find(name);
  }

  /// Of all that may be one, as interpolated() would read it and also where it would not.
  void follow_references(std::size_t at) {
    for (const Config::Option& option : after_.sections_[at].options) {
      const std::string_view value = after_.text(option.value);
      for (std::size_t begin = 0; (begin = value.find("${", begin)) != std::string_view::npos;) {
        begin += 2;
        follow_reference(at, value.substr(begin, value.find('}', begin) - begin));
      }
    }
  }

  void follow_reference(std::size_t from, std::string_view path) {
    const std::size_t colon = path.find(':');
    if (colon == std::string_view::npos) return;
    const std::string_view section = path.substr(0, colon);
    std::vector<std::size_t>& referring = referring_[section];
    if (referring.empty() || referring.back() != from) referring.push_back(from);
    if (const auto outside = parse_outside_reference(path); outside && !is_the_same(*outside))
      add(from);
  }

  bool is_the_same(const OutsideReference& outside) const {
    const std::pair key(outside.kind, std::string(outside.name));
    const auto old = before_.outside_.find(key);
    const auto now = after_.outside_.find(key);
    if (now == after_.outside_.end()) return old == before_.outside_.end();
    return old != before_.outside_.end() && old->second.state == now->second.state &&
           old->second.text == now->second.text;
  }

  const Config& before_;
  const Config& after_;
  SectionNames changed_;
  std::vector<std::size_t> to_follow_;  // whose referring ones are still to be added
  std::unordered_map<std::string_view, std::vector<std::size_t>> referring_;
};

SectionNames changed_sections(const Config& before, const Config& after) {
  return Comparison(before, after).changed();
}

}  // namespace aio::conf
