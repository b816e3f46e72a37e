// SPDX-License-Identifier: MIT
#include "conf/tokens.hpp"

#include <array>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>

#include <ini.h>

namespace aio::conf {
namespace {

// Marks on the way through inih: bytes that no UTF-8 text has.
constexpr char mark_semicolon = '\xF5';  // " ;" would begin a comment
constexpr char mark_close = '\xF6';      // would end a header too early
constexpr char mark_open = '\xF7';       // would make a header of an option
constexpr char mark_glue = '\xF8';       // this piece goes on where the last one ended
constexpr char mark_more = '\xF9';       // the line goes on in another piece
constexpr char mark_name = '\xFA';       // stands for a name that is too long for inih, or for none
constexpr char mark_blank = '\xFB';      // an empty line of a value

// inih r55 keeps 49 bytes of a section's name.
constexpr std::size_t longest_section = 49;

constexpr char shielded(char c) {
  switch (c) {
    case ';':
      return mark_semicolon;
    case ']':
      return mark_close;
    case '[':
      return mark_open;
    default:
      return c;
  }
}

constexpr char bared(char c) {
  switch (c) {
    case mark_semicolon:
      return ';';
    case mark_close:
      return ']';
    case mark_open:
      return '[';
    default:
      return c;
  }
}

using Spelling = std::array<char, 256>;

/// Each byte as a function spells it: looked up, for every byte of a configuration comes by.
constexpr Spelling spelled_by(char (*spell)(char)) {
  Spelling spelling{};
  for (std::size_t byte = 0; byte < spelling.size(); ++byte)
    spelling[byte] = spell(static_cast<char>(byte));
  return spelling;
}

constexpr Spelling shielded_bytes = spelled_by(shielded);
constexpr Spelling bared_bytes = spelled_by(bared);

void append_bared(std::string& target, std::string_view text) {
  const std::size_t old = target.size();
  target.append(text);
  for (std::size_t i = old; i < target.size(); ++i)
    target[i] = bared_bytes[static_cast<unsigned char>(target[i])];
}

/// Fills inih's line buffer and never more than that.
class Buffer {
 public:
  // fgets' contract: `size` bytes with the final NUL; we end each line with \n as fgets would.
  Buffer(char* begin, int size) : at_(begin), end_(begin + size - 2) {
    if (size < smallest) throw std::runtime_error("inih takes too short lines");
  }

  std::size_t room() const { return static_cast<std::size_t>(end_ - at_); }
  void put(char c) { *at_++ = c; }
  void put_shielded(std::string_view text) {
    for (const char c : text) put(shielded_bytes[static_cast<unsigned char>(c)]);
  }
  void finish() {
    *at_++ = '\n';
    *at_ = '\0';
  }

 private:
  static constexpr int smallest = 100;  // a header with the longest name has room in it

  char* at_;
  char* end_;
};

/// One reading: inih asks it for lines and tells it what it made of each. No exception may cross
/// inih, which is C: the first one waits in failure_ and ends the reading.
class TokenReader {
 public:
  TokenReader(std::string_view text, Tokens& tokens) : text_(text), lines_(text), tokens_(tokens) {}

  void run() {
    ini_parse_stream(&TokenReader::read, this, &TokenReader::hear, this);
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  static char* read(char* buffer, int size, void* self) noexcept {
    auto& reading = *static_cast<TokenReader*>(self);
    try {
      return !reading.failure_ && reading.fill(Buffer(buffer, size)) ? buffer : nullptr;
    } catch (...) {
      reading.failure_ = std::current_exception();
      return nullptr;
    }
  }

  static int hear(void* self, const char* section, const char* name, const char* value) noexcept {
    auto& reading = *static_cast<TokenReader*>(self);
    try {
      if (!reading.failure_) reading.answer(section, name, value);
    } catch (...) {
      reading.failure_ = std::current_exception();
    }
    return 1;
  }

  /// The next line for inih: the rest of a long one, the probe behind a header, or a new one.
  bool fill(Buffer buffer) {
    if (probe_due_) {
      probe_due_ = false;
      buffer.put(mark_name);
      buffer.put('=');
      buffer.finish();
      answered_ = false;
      return true;
    }
    if (!answered_)
      throw std::runtime_error("inih passed over line " + std::to_string(line_.number));
    if (!rest_.empty()) {
      buffer.put(' ');
      buffer.put(mark_glue);
      put_piece(buffer);
      return true;
    }
    return take_line() && begin_line(buffer);
  }

  /// Goes on to the next line that inih is to see.
  bool take_line() {
    while (const std::optional<Line> line = lines_.next()) {
      line_ = *line;
      switch (line_.kind) {
        case LineKind::header:
        case LineKind::option:
        case LineKind::continuation:
          return true;
        case LineKind::blank:
          if (line_.in_value) return true;
          break;
        case LineKind::comment:
          break;
        case LineKind::headless:
        case LineKind::nameless:
        case LineKind::broken:
          tokens_.mistake(line_);
          break;
      }
    }
    return false;
  }

  bool begin_line(Buffer& buffer) {
    switch (line_.kind) {
      case LineKind::header:
        begin_header(buffer);
        break;
      case LineKind::option:
        begin_option(buffer);
        break;
      case LineKind::continuation:
        buffer.put(' ');
        rest_ = text_.substr(line_.text_begin, line_.text_end - line_.text_begin);
        put_piece(buffer);
        break;
      default:
        buffer.put(' ');
        buffer.put(mark_blank);
        buffer.finish();
        answered_ = false;
    }
    return true;
  }

  void begin_header(Buffer& buffer) {
    const std::string_view name = section_name(text_, line_);
    buffer.put('[');
    if (name.size() <= longest_section) {
      buffer.put_shielded(name);
    } else {
      buffer.put(mark_name);
    }
    buffer.put(']');
    buffer.finish();
    probe_due_ = true;
  }

  void begin_option(Buffer& buffer) {
    rest_ = text_.substr(line_.text_begin, line_.text_end - line_.text_begin);
    if (line_.split - line_.text_begin > buffer.room() / 2) {
      buffer.put(mark_name);
      rest_ = text_.substr(line_.split, line_.text_end - line_.split);
    }
    put_piece(buffer);
  }

  void put_piece(Buffer& buffer) {
    const bool fits = rest_.size() <= buffer.room();
    const std::size_t size = fits ? rest_.size() : buffer.room() - 1;
    buffer.put_shielded(rest_.substr(0, size));
    rest_.remove_prefix(size);
    if (!fits) buffer.put(mark_more);
    buffer.finish();
    answered_ = false;
  }

  void answer(const char* section, std::string_view name, std::string_view value) {
    answered_ = true;
    if (line_.kind == LineKind::header) return answer_header(section);
    if (line_.kind == LineKind::blank) return tokens_.continuation({}, line_);
    const bool first = !value.starts_with(mark_glue);
    if (first) {
      value_.clear();
      keep_name(name);
    } else {
      value.remove_prefix(1);
    }
    if (value.ends_with(mark_more)) return append_bared(value_, value.substr(0, value.size() - 1));
    append_bared(value_, value);
    if (line_.kind == LineKind::option) {
      tokens_.option(name_, value_, line_);
    } else {
      tokens_.continuation(value_, line_);
    }
  }

  void answer_header(std::string_view section) {
    name_.clear();
    if (section.starts_with(mark_name)) {
      name_ = section_name(text_, line_);
    } else {
      append_bared(name_, section);
    }
    tokens_.section(name_, line_);
  }

  void keep_name(std::string_view name) {
    if (line_.kind != LineKind::option) return;
    name_.clear();
    if (name.starts_with(mark_name)) {
      name_ = option_name(text_, line_);
    } else {
      append_bared(name_, name);
    }
  }

  std::string_view text_;
  Lines lines_;
  Tokens& tokens_;
  Line line_;              // the line that inih is at
  std::string_view rest_;  // what of it is still to be sent
  bool probe_due_ = false;
  bool answered_ = true;  // inih called back for what it was sent last
  std::string name_;
  std::string value_;
  std::exception_ptr failure_;
};

}  // namespace

void tokenize(std::string_view text, Tokens& tokens) {
  TokenReader(text, tokens).run();
}

}  // namespace aio::conf
