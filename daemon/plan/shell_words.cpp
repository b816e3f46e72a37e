// SPDX-License-Identifier: MIT
#include "daemon/plan/shell_words.hpp"

#include <utility>

namespace aio::plan {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  ShellWords all() {
    while (!text_.empty() && split_.mistake.empty()) take(next());
    if (!split_.mistake.empty()) return {.mistake = std::move(split_.mistake)};
    end_word();
    return std::move(split_);
  }

 private:
  char next() {
    const char c = text_.front();
    text_.remove_prefix(1);
    return c;
  }

  void take(char c) {
    if (is_blank(c)) return end_word();
    in_word_ = true;
    if (c == '\'')
      take_quoted();
    else if (c == '"')
      take_double_quoted();
    else if (c == '\\')
      take_escaped();
    else
      word_ += c;
  }

  void take_quoted() {
    const std::size_t end = text_.find('\'');
    if (end == std::string_view::npos) return fail("the quote ' is not closed");
    word_ += text_.substr(0, end);
    text_.remove_prefix(end + 1);
  }

  void take_double_quoted() {
    while (!text_.empty()) {
      const char c = next();
      if (c == '"') return;
      const bool escapes = c == '\\' && !text_.empty() &&
                           std::string_view("\"\\$`").find(text_.front()) != std::string_view::npos;
      word_ += escapes ? next() : c;
    }
    fail("the quote \" is not closed");
  }

  void take_escaped() {
    if (text_.empty()) return fail("nothing follows the last backslash");
    word_ += next();
  }

  // Quotes with nothing in them are a word too.
  void end_word() {
    if (std::exchange(in_word_, false)) split_.words.push_back(std::exchange(word_, {}));
  }

  void fail(const char* mistake) { split_.mistake = mistake; }

  std::string_view text_;
  std::string word_;
  bool in_word_ = false;
  ShellWords split_;
};

}  // namespace

ShellWords split_words(std::string_view text) {
  return Splitter(text).all();
}

}  // namespace aio::plan
