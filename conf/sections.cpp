// SPDX-License-Identifier: MIT
#include "conf/sections.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "conf/names.hpp"
#include "conf/tokens.hpp"

namespace aio::conf {
namespace {

/// How a NameIndex asks for the names of options.
struct NameOf {
  const std::vector<OptionText>& options;
  std::string_view operator()(std::size_t i) const { return options[i].name; }
};

/// Makes sections of tokens, with Python's rules for names, values and duplicates.
class Builder : public Tokens {
 public:
  Builder(const std::string& file,
          std::string_view text,
          std::size_t begin,
          std::size_t first_line,
          Problems& problems)
      : file_(file), text_(text), begin_(begin), first_line_(first_line), problems_(problems) {}

  void section(std::string_view name, const Line& line) override {
    finish_section();
    const auto name_of = [this](std::size_t i) { return read_.all[i].name; };
    current_ = read_.index.find(name, read_.all.size(), name_of);
    if (current_ == NameIndex::nowhere) {
      current_ = read_.all.size();
      read_.all.push_back({{}, number(line), {}, begin_ + line.begin});
      read_.all.back().name = held(name, section_name(text_, line));
      read_.index.add(current_, name_of);
    } else {
      open_again(line);
    }
  }

  void option(std::string_view name, std::string_view value, const Line& line) override {
    finish();
    const std::string_view written = held(right_strip(name), option_name(text_, line));
    const std::string folded = fold(written);
    const std::size_t known = names_->find(folded, options_->size(), NameOf{*options_});
    if (known != NameIndex::nowhere) {
      report(line, "'" + shown(folded) + "' is already at line " +
                       std::to_string((*options_)[known].line));
      return;
    }
    const std::string_view behind =
        text_.substr(line.split + 1, std::max(line.text_end, line.split + 1) - line.split - 1);
    options_->push_back(
        {held(folded, written), written, held(strip(value), strip(behind)), number(line)});
    names_->add(options_->size() - 1, NameOf{*options_});
    open_ = true;
  }

  void continuation(std::string_view value, const Line&) override {
    if (!open_) return;  // it continues an option that was refused
    if (whole_ == nullptr) whole_ = &set_apart(options_->back().value);
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
      options_->back().value = right_strip(*whole);
  }

  /// Documents are kept for long: none takes room that it does not need.
  void finish_section() {
    finish();
    if (!read_.all.empty() && options_ == &new_options_)
      read_.all[current_].options.assign(new_options_.begin(), new_options_.end());
    new_options_.clear();
    new_names_ = {};
    options_ = &new_options_;
    names_ = &new_names_;
  }

  void open_again(const Line& line) {
    SectionText& section = read_.all[current_];
    if (section.name == default_section)
      read_.reopened = true;
    else
      report(line, "section [" + shown(section.name) + "] is already at line " +
                       std::to_string(section.line));
    options_ = &section.options;
    const auto [names, is_first] = reopened_.try_emplace(current_);
    names_ = &names->second;
    for (std::size_t i = 0; is_first && i < options_->size(); ++i)
      names_->add(i, NameOf{*options_});
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
  // By section: Python takes a second option without a name for a duplicate.
  std::unordered_map<std::size_t, std::size_t> nameless_;
  std::size_t current_ = 0;
  // Of the current section: elsewhere until it is whole, but for one that is opened again.
  std::vector<OptionText> new_options_;
  NameIndex new_names_;
  std::unordered_map<std::size_t, NameIndex> reopened_;  // by section
  std::vector<OptionText>* options_ = &new_options_;
  NameIndex* names_ = &new_names_;
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
