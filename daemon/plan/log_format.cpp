// SPDX-License-Identifier: MIT
#include "daemon/plan/log_format.hpp"

#include <algorithm>
#include <optional>

#include "daemon/plan/log_keys.hpp"

namespace aio::plan {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

/// One reading of one format.
class FormatReader {
 public:
  explicit FormatReader(std::string_view text) : rest_(text) {}

  LogFormatReading read(char style) {
    while (!rest_.empty() && reading_.mistake.empty()) {
      if (style == '%') read_percent();
      if (style == '{') read_brace();
      if (style == '$') read_dollar();
    }
    if (reading_.mistake.empty() && !has_key_) mistake("has no key such as message");
    return std::move(reading_);
  }

 private:
  void mistake(std::string what) {
    reading_.mistake = std::move(what);
    rest_ = {};
  }

  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  bool takes(std::string_view words) {
    if (!rest_.starts_with(words)) return false;
    rest_.remove_prefix(words.size());
    return true;
  }
  std::string_view take_while(bool (*belongs)(char)) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), belongs);
    const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(taken.size());
    return taken;
  }

  void add(char c) {
    auto& pieces = reading_.format.pieces;
    if (pieces.empty() || pieces.back().key != LogKey::literal) pieces.push_back({});
    pieces.back().literal += c;
  }

  /// A key with its field, if the two go together.
  void add(std::string_view name, LogField field, bool typed) {
    const LogKeyName* const key = find_log_key(name);
    if (key == nullptr) return mistake(unknown_log_key(name));
    const bool number = key->value != LogValue::text;
    if (!typed && key->value == LogValue::whole) field.type = 'd';
    if (field.type != 's' && !number)
      return mistake("'" + std::string(name) + "' is text, expected the type s");
    if (field.align == 0) field.align = number && right_by_itself_ ? '>' : '<';
    has_key_ = true;
    reading_.format.pieces.push_back({key->key, {}, std::move(field)});
  }

  bool takes_number(int& number) {
    const std::string_view digits = take_while(is_digit);
    if (digits.empty()) return true;
    number = 0;
    for (const char digit : digits) {
      number = number * 10 + (digit - '0');
      if (number > widest_log_field) {
        mistake("a width or precision above " + std::to_string(widest_log_field));
        return false;
      }
    }
    return true;
  }
  bool takes_precision(int& precision) {
    if (!takes(".")) return true;
    precision = 0;
    return takes_number(precision);
  }

  // Python's %-formatting aligns to the right, texts too.
  void read_percent() {
    if (!rest_.starts_with('%')) return add(take());
    take();
    if (takes("%")) return add('%');
    if (!takes("(")) return mistake("a lone '%', expected %% or %(KEY)s");
    const std::size_t end = rest_.find(')');
    if (end == std::string_view::npos) return mistake("'%(' without a ')'");
    const std::string_view name = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    LogField field;
    field.align = '>';
    read_flags(field);
    if (!takes_number(field.width) || !takes_precision(field.precision)) return;
    const char type = rest_.empty() ? '\0' : take();
    field.type = type == 'i' || type == 'u' ? 'd' : type;
    if (type == '\0' || std::string_view("sdoxXeEfFgG").find(field.type) == std::string_view::npos)
      return mistake("'%(" + std::string(name) + ")' without a type such as s or d");
    if (field.type == 's' && field.align == '=') {  // 0 means nothing to a text
      field.align = '>';
      field.fill = " ";
    }
    add(name, std::move(field), true);
  }

  void read_flags(LogField& field) {
    for (; !rest_.empty(); take()) {
      switch (rest_.front()) {
        case '-':
          field.align = '<';
          field.fill = " ";
          break;
        case '0':
          if (field.align == '<') break;
          field.align = '=';
          field.fill = "0";
          break;
        case '+':
          field.sign = '+';
          break;
        case ' ':
          if (field.sign != '+') field.sign = ' ';
          break;
        case '#':
          field.alternate = true;
          break;
        default:
          return;
      }
    }
  }

  void read_brace() {
    if (takes("{{")) return add('{');
    if (takes("}}")) return add('}');
    if (rest_.starts_with('}')) return mistake("a lone '}', expected }}");
    if (!takes("{")) return add(take());
    right_by_itself_ = true;
    const std::string_view name = take_while(is_word);
    LogField field;
    bool typed = false;
    takes("!s");
    if (takes(":") && !read_spec(field, typed)) return;
    if (!takes("}"))
      return mistake("'{" + std::string(name) + "' is not followed by '}' or by a known ':SPEC'");
    add(name, std::move(field), typed);
  }

  /// [[FILL]ALIGN][SIGN][#][0][WIDTH][.PRECISION][TYPE]
  bool read_spec(LogField& field, bool& typed) {
    constexpr std::string_view aligns = "<>^=";
    const std::size_t first = character_size();
    if (first > 0 && first < rest_.size() && aligns.find(rest_[first]) != std::string_view::npos) {
      field.fill = rest_.substr(0, first);
      field.align = rest_[first];
      rest_.remove_prefix(first + 1);
    } else if (!rest_.empty() && aligns.find(rest_.front()) != std::string_view::npos) {
      field.align = take();
    }
    if (!rest_.empty() && std::string_view("+- ").find(rest_.front()) != std::string_view::npos)
      field.sign = take();
    field.alternate = takes("#");
    if (takes("0") && field.align == 0) {
      field.align = '=';
      field.fill = "0";
    }
    if (!takes_number(field.width) || !takes_precision(field.precision)) return false;
    if (!rest_.empty() && std::string_view("sdoxXeEfFgG").find(rest_.front()) != rest_.npos) {
      field.type = take();
      typed = true;
    }
    return true;
  }

  /// How many bytes the next character of the UTF-8 text has.
  std::size_t character_size() const {
    if (rest_.empty()) return 0;
    std::size_t size = 1;
    while (size < rest_.size() && (rest_[size] & 0xC0) == 0x80) ++size;
    return size;
  }

  void read_dollar() {
    if (!rest_.starts_with('$')) return add(take());
    take();
    if (takes("$")) return add('$');
    const bool braced = takes("{");
    const std::string_view name = take_while(is_word);
    if (name.empty()) return mistake("a lone '$', expected $$, $KEY or ${KEY}");
    if (braced && !takes("}")) return mistake("'${' without a '}'");
    add(name, {}, false);
  }

  std::string_view rest_;
  LogFormatReading reading_;
  bool has_key_ = false;
  bool right_by_itself_ = false;
};

}  // namespace

LogFormatReading parse_log_format(std::string_view text, char style) {
  return FormatReader(text).read(style);
}

}  // namespace aio::plan
