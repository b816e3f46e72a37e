// SPDX-License-Identifier: MIT
#include "ctl/testing/tap.hpp"

#include <charconv>
#include <system_error>

#include "conf/names.hpp"

namespace aio::ctl::tests {
namespace {

constexpr std::size_t longest_comment = 4096;
constexpr std::size_t longest_description = 1024;

std::string_view stripped(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// Takes digits off the front.
std::optional<std::size_t> take_number(std::string_view& text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// What stands behind the last "#" that no backslash is before.
struct Directive {
  std::string word;  ///< in lower case
  std::string reason;
};

std::optional<Directive> take_directive(std::string_view& text) {
  std::size_t at = text.find('#');
  while (at != text.npos && at > 0 && text[at - 1] == '\\') at = text.find('#', at + 1);
  if (at == text.npos) return std::nullopt;
  const std::string_view behind = stripped(text.substr(at + 1));
  const std::size_t blank = behind.find_first_of(" \t:");
  Directive directive{conf::fold(behind.substr(0, blank)), {}};
  if (blank != behind.npos) directive.reason = stripped(behind.substr(blank + 1));
  // "Skipped:" and the like.
  if (directive.word.starts_with("skip")) directive.word = "skip";
  if (directive.word != "skip" && directive.word != "todo") return std::nullopt;
  text = stripped(text.substr(0, at));
  return directive;
}

}  // namespace

void Tap::read_line(std::string_view line) {
  const bool is_first = !has_lines_ && !stripped(line).empty();
  has_lines_ = has_lines_ || is_first;
  if (is_first && line.starts_with("TAP version ")) {
    has_version_ = true;
  } else if (line.starts_with("Bail out!")) {
    if (!bailed_out_) bailed_out_ = stripped(line.substr(9));
  } else if (!read_plan(line) && !read_test(line)) {
    comment(line);
  }
}

bool Tap::read_plan(std::string_view line) {
  if (!line.starts_with("1..")) return false;
  line.remove_prefix(3);
  const auto number = take_number(line);
  line = stripped(line);
  if (!number || (!line.empty() && line.front() != '#')) return false;
  planned_twice_ = planned_twice_ || planned_;
  planned_ = *number;
  if (const auto directive = take_directive(line)) plan_directive_ = directive->reason;
  return true;
}

bool Tap::read_test(std::string_view line) {
  Test test;
  test.ok = line.starts_with("ok");
  if (!test.ok && !line.starts_with("not ok")) return false;
  line.remove_prefix(test.ok ? 2 : 6);
  if (!line.empty() && line.front() != ' ' && line.front() != '\t') return false;
  if (has_too_many_ = has_too_many_ || tests_.size() == most; has_too_many_) return true;
  line = stripped(line);
  test.number = take_number(line).value_or(tests_.size() + 1);
  line = stripped(line);
  if (line.starts_with("- ") || line == "-") line = stripped(line.substr(1));
  if (const auto directive = take_directive(line)) {
    (directive->word == "skip" ? test.skipped : test.todo) = true;
    test.reason = directive->reason;
  }
  test.description = line.substr(0, longest_description);
  tests_.push_back(std::move(test));
  return true;
}

void Tap::comment(std::string_view line) {
  if (tests_.empty() || line.empty()) return;
  if (line.front() != '#' && line.front() != ' ' && line.front() != '\t') return;
  std::string& all = tests_.back().comment;
  if (all.size() + line.size() < longest_comment) all.append(line).append("\n");
}

std::optional<std::string> Tap::skip_reason() const {
  if (planned_ != 0 || !tests_.empty() || bailed_out_) return std::nullopt;
  return plan_directive_;
}

std::string Tap::objection() const {
  if (bailed_out_) return bailed_out_->empty() ? "Bail out!" : "Bail out! " + *bailed_out_;
  if (has_too_many_) return "more than " + std::to_string(most) + " tests";
  if (!planned_) return "no plan, such as 1.." + std::to_string(tests_.size());
  if (planned_twice_) return "two plans";
  if (*planned_ != tests_.size())
    return std::to_string(*planned_) + " tests were planned, " + std::to_string(tests_.size()) +
           " came";
  return {};
}

}  // namespace aio::ctl::tests
