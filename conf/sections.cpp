// SPDX-License-Identifier: MIT
#include "conf/sections.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "conf/names.hpp"
#include "conf/tokens.hpp"

namespace aio::conf {
namespace {

constexpr std::size_t few_options = 16;
constexpr std::size_t usual_section = 256;  // bytes; so much room is made at once

const OptionText* find(const std::vector<OptionText>& options, std::string_view name) {
  const auto found = std::ranges::find(options, name, &OptionText::name);
  return found == options.end() ? nullptr : &*found;
}

/// Makes sections of tokens, with Python's rules for names, values and duplicates.
class Builder : public Tokens {
 public:
  Builder(const std::string& file,
          std::string_view text,
          std::size_t begin,
          std::size_t first_line,
          Problems& problems)
      : file_(file), text_(text), begin_(begin), first_line_(first_line), problems_(problems) {
    index_.reserve(text.size() / usual_section);
  }

  void section(std::string_view name, const Line& line) override {
    finish_section();
    const std::size_t count = read_.all.size();
    if (const auto known = index_.find(name); known != index_.end()) {
      current_ = known->second;
      if (name == default_section)
        read_.reopened = true;
      else
        report(line, "section [" + shown(name) + "] is already at line " +
                         std::to_string(read_.all[current_].line));
    } else {
      current_ = count;
      read_.all.push_back({{}, number(line), {}, begin_ + line.begin});
      read_.all.back().name = held(name, section_name(text_, line));
      index_.emplace(read_.all.back().name, count);
    }
    if (!names_.empty()) names_.clear();
  }

  void option(std::string_view name, std::string_view value, const Line& line) override {
    finish();
    std::vector<OptionText>& options = read_.all[current_].options;
    if (options.empty()) options.reserve(few_options);
    const std::string_view written = held(right_strip(name), option_name(text_, line));
    const std::string folded = fold(written);
    if (is_known(options, folded)) {
      report(line, "'" + shown(folded) + "' is already at line " +
                       std::to_string(find(options, folded)->line));
      return;
    }
    const std::string_view behind =
        text_.substr(line.split + 1, std::max(line.text_end, line.split + 1) - line.split - 1);
    options.push_back(
        {held(folded, written), written, held(strip(value), strip(behind)), number(line)});
    if (!names_.empty()) names_.insert(options.back().name);
    open_ = true;
  }

  void continuation(std::string_view value, const Line&) override {
    if (!open_) return;  // it continues an option that was refused
    if (whole_ == nullptr) whole_ = &set_apart(read_.all[current_].options.back().value);
    *whole_ += '\n';
    *whole_ += value;
  }

  void mistake(const Line& line) override {
    switch (line.kind) {
      case LineKind::headless:
        if (!std::exchange(headless_, true))
          report(line, "no section header before this line, expected [section]");
        break;
      case LineKind::nameless:
        if (const auto [first, is_new] = nameless_.try_emplace(current_, number(line)); !is_new) {
          report(line, "an option without a name is already at line " +
                           std::to_string(first->second) + ", expected 'name = value'");
          break;
        }
        [[fallthrough]];
      default:
        report(line, "this is no option, expected 'name = value'");
    }
  }

  /// When all lines are there.
  Sections take() {
    finish_section();
    for (std::size_t i = 0; i < apart_.size(); ++i)
      if (apart_[i]) read_.all[i].apart = std::move(apart_[i]);
    return std::move(read_);
  }

 private:
  /// Ends the option that is being read: its lines are all there.
  void finish() {
    if (!open_) return;
    open_ = false;
    if (const std::string* const whole = std::exchange(whole_, nullptr))
      read_.all[current_].options.back().value = right_strip(*whole);
  }

  /// Documents are kept for long: none takes room that it does not need.
  void finish_section() {
    finish();
    if (!read_.all.empty()) read_.all[current_].options.shrink_to_fit();
  }

  /// What was heard, as a view that lasts: into the text, where it stands just so nearly always.
  std::string_view held(std::string_view heard, std::string_view in_text) {
    return heard == in_text ? in_text : std::string_view(set_apart(heard));
  }

  std::string& set_apart(std::string_view text) {
    if (apart_.size() <= current_) apart_.resize(current_ + 1);
    std::shared_ptr<std::list<std::string>>& apart = apart_[current_];
    if (!apart) apart = std::make_shared<std::list<std::string>>();
    return apart->emplace_back(text);
  }

  /// Most sections have few options: only large ones are worth an index.
  bool is_known(const std::vector<OptionText>& options, std::string_view name) {
    if (options.size() < few_options) return find(options, name) != nullptr;
    if (names_.empty())
      for (const OptionText& option : options) names_.insert(option.name);
    return names_.contains(name);
  }

  std::size_t number(const Line& line) const { return first_line_ + line.number - 1; }

  void report(const Line& line, std::string what) {
    problems_.push_back({{file_, number(line)}, std::move(what)});
  }

  const std::string& file_;
  const std::string_view text_;  // the part, which lines are of
  const std::size_t begin_;
  const std::size_t first_line_;
  Problems& problems_;
  Sections read_;
  std::vector<std::shared_ptr<std::list<std::string>>> apart_;  // by section
  std::unordered_map<std::string_view, std::size_t> index_;
  // By section: Python takes a second option without a name for a duplicate.
  std::unordered_map<std::size_t, std::size_t> nameless_;
  std::unordered_set<std::string_view> names_;  // of the current section, once it is large
  std::size_t current_ = 0;
  std::string* whole_ = nullptr;  // the option's value, once it has more lines than one
  bool open_ = false;
  bool headless_ = false;
};

}  // namespace

Sections read_sections(const std::string& file,
                       std::string_view text,
                       std::size_t begin,
                       std::size_t end,
                       std::size_t first_line,
                       Problems& problems) {
  const std::string_view part = text.substr(begin, end - begin);
  Builder builder(file, part, begin, first_line, problems);
  tokenize(part, builder);
  return builder.take();
}

}  // namespace aio::conf
