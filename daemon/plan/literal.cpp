// SPDX-License-Identifier: MIT
#include "daemon/plan/literal.hpp"

#include <charconv>

#include "daemon/plan/literal_text.hpp"

namespace aio::plan {
namespace {

constexpr int deepest = 16;

bool is_name_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.';
}

/// One reading of one text. The first mistake ends it.
class LiteralReader {
 public:
  explicit LiteralReader(std::string_view text) : rest_(text) {}

  LiteralReading read() {
    LiteralReading reading;
    reading.literal = value(0);
    skip_blanks();
    if (mistake_.empty() && !rest_.empty()) mistake("'" + near() + "' behind the value");
    reading.mistake = mistake_;
    return reading;
  }

 private:
  Literal mistake(std::string what) {
    if (mistake_.empty()) mistake_ = std::move(what);
    rest_ = {};
    return {};
  }
  std::string near() const { return std::string(rest_.substr(0, 20)); }

  void skip_blanks() {
    while (!rest_.empty() && std::string_view(" \t\r\n").find(rest_.front()) != rest_.npos)
      rest_.remove_prefix(1);
  }
  bool takes(char c) {
    skip_blanks();
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  Literal value(int depth) {
    skip_blanks();
    if (depth > deepest) return mistake("more than " + std::to_string(deepest) + " levels deep");
    if (rest_.empty()) return mistake("a value is missing");
    if (takes('(')) return sequence(')', depth);
    if (takes('[')) return sequence(']', depth);
    if (takes('{')) return dict(depth);
    if (begins_text(rest_)) return text();
    if (rest_.front() == '-' || rest_.front() == '+' || rest_.front() == '.' ||
        (rest_.front() >= '0' && rest_.front() <= '9'))
      return number();
    return name();
  }

  /// Behind the opening bracket. `(x)` is x, as in Python.
  Literal sequence(char end, int depth) {
    Literal::Sequence sequence;
    bool comma = true;
    while (mistake_.empty() && !takes(end)) {
      if (!comma) return mistake("',' or '" + std::string(1, end) + "' is missing" + where());
      sequence.items.push_back(value(depth + 1));
      comma = takes(',');
    }
    if (end == ')' && sequence.items.size() == 1 && !comma) return sequence.items.front();
    return {std::move(sequence)};
  }

  Literal dict(int depth) {
    Literal::Dict dict;
    bool comma = true;
    while (mistake_.empty() && !takes('}')) {
      if (!comma) return mistake("',' or '}' is missing" + where());
      const Literal key = value(depth + 1);
      const auto* name = std::get_if<std::string>(&key.value);
      if (name == nullptr) return mistake("a key is not a text");
      if (!takes(':')) return mistake("':' is missing" + where());
      dict.items.emplace_back(*name, value(depth + 1));
      comma = takes(',');
    }
    return {std::move(dict)};
  }

  std::string where() const { return rest_.empty() ? " at the end" : " before '" + near() + "'"; }

  /// Texts side by side are one.
  Literal text() {
    std::string all;
    do {
      LiteralText part = take_text(rest_);
      if (!part.mistake.empty()) return mistake(part.mistake);
      all += part.text;
      skip_blanks();
    } while (begins_text(rest_));
    return {std::move(all)};
  }

  Literal number() {
    std::size_t size = 1;
    const auto belongs = [this, &size] {
      const char c = rest_[size];
      const bool exponent = (c == '+' || c == '-') && (rest_[size - 1] | 0x20) == 'e';
      return is_name_part(c) || exponent;
    };
    while (size < rest_.size() && belongs()) ++size;
    const std::string_view word = rest_.substr(0, size);
    rest_.remove_prefix(size);
    LiteralNumber number = parse_number(word);
    if (std::holds_alternative<std::monostate>(number))
      return mistake("'" + std::string(word) + "' is no number");
    if (const auto* whole = std::get_if<std::int64_t>(&number)) return {*whole};
    return {std::get<double>(number)};
  }

  Literal name() {
    std::size_t size = 0;
    while (size < rest_.size() && is_name_part(rest_[size])) ++size;
    const std::string_view word = rest_.substr(0, size);
    if (word.empty()) return mistake("'" + near() + "' is no value");
    rest_.remove_prefix(size);
    if (word == "None") return {Literal::None()};
    if (word == "True" || word == "False") return {word == "True"};
    if (word == "sys.stdout" || word == "sys.stderr") return {Literal::Name{std::string(word)}};
    std::string_view last = word;
    for (const std::string_view prefix : {"logging.", "handlers.", "SysLogHandler."})
      if (last.starts_with(prefix)) last.remove_prefix(prefix.size());
    if (last.starts_with("LOG_") && last.find('.') == last.npos)
      return {Literal::Name{std::string(last)}};
    return mistake("'" + std::string(word) +
                   "' is no value, expected a text in quotes, a number, True, False, None, "
                   "sys.stdout, sys.stderr or a LOG_ name");
  }

  std::string_view rest_;
  std::string mistake_;
};

}  // namespace

LiteralReading parse_literal(std::string_view text) {
  return LiteralReader(text).read();
}

}  // namespace aio::plan
