// SPDX-License-Identifier: MIT
#include "daemon/plan/literal_text.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace aio::plan {
namespace {

std::string utf8(std::uint32_t code) {
  std::string out;
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
  } else {
    if (code < 0x10000) {
      out += static_cast<char>(0xE0 | code >> 12);
    } else {
      out += static_cast<char>(0xF0 | code >> 18);
      out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    }
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
  }
  out += static_cast<char>(0x80 | (code & 0x3F));
  return out;
}

/// The digits of an escape with a code: false when there are too few, or it is no character.
bool take_code(std::string_view& rest, std::size_t digits, std::string& out) {
  std::uint32_t code = 0;
  if (rest.size() < digits) return false;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + digits, code, 16);
  if (error != std::errc() || end != rest.data() + digits) return false;
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
  rest.remove_prefix(digits);
  out += utf8(code);
  return true;
}

// Octal escapes and \N{NAME} are left out: a path or a host needs neither. An unknown escape stays
// as it is, as in Python.
bool take_escape(std::string_view& rest, std::string& out) {
  if (rest.empty()) return false;
  const char c = rest.front();
  rest.remove_prefix(1);
  constexpr std::string_view letters = "\\'\"abfnrtv";
  constexpr std::string_view meanings = "\\'\"\a\b\f\n\r\t\v";
  if (const std::size_t at = letters.find(c); at != letters.npos) {
    out += meanings[at];
    return true;
  }
  if (c == '\n') return true;
  if (c == 'x') return take_code(rest, 2, out);
  if (c == 'u') return take_code(rest, 4, out);
  if (c == 'U') return take_code(rest, 8, out);
  if ((c >= '0' && c <= '7') || c == 'N') return false;
  out += '\\';
  out += c;
  return true;
}

std::string without_underscores(std::string_view word) {
  std::string digits;
  for (const char c : word)
    if (c != '_') digits += c;
  return digits;
}

int base_of(std::string_view& digits) {
  if (digits.size() < 3 || digits[0] != '0') return 10;
  const char mark = static_cast<char>(digits[1] | 0x20);
  const int base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
  if (base != 10) digits.remove_prefix(2);
  return base;
}

}  // namespace

bool begins_text(std::string_view rest) {
  if (!rest.empty() && (rest[0] == 'r' || rest[0] == 'R' || rest[0] == 'u' || rest[0] == 'U'))
    rest.remove_prefix(1);
  return rest.starts_with('\'') || rest.starts_with('"');
}

LiteralText take_text(std::string_view& rest) {
  const bool raw = rest[0] == 'r' || rest[0] == 'R';
  if (rest[0] != '\'' && rest[0] != '"') rest.remove_prefix(1);
  const std::string triple(3, rest[0]);
  const std::string_view quote =
      rest.starts_with(triple) ? std::string_view(triple) : std::string_view(triple).substr(0, 1);
  rest.remove_prefix(quote.size());
  LiteralText result;
  while (!rest.starts_with(quote)) {
    if (rest.empty() || (rest[0] == '\n' && quote.size() == 1)) return {{}, "a text has no end"};
    const char c = rest[0];
    rest.remove_prefix(1);
    if (c == '\\' && raw && !rest.empty()) {
      result.text += c;
      result.text += rest[0];
      rest.remove_prefix(1);
    } else if (c == '\\') {
      if (!take_escape(rest, result.text)) return {{}, "a '\\' in a text is not understood"};
    } else {
      result.text += c;
    }
  }
  rest.remove_prefix(quote.size());
  return result;
}

LiteralNumber parse_number(std::string_view word) {
  const std::string text = without_underscores(word);
  std::string_view digits = text;
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.empty() || digits.front() == '-' || digits.front() == '+') return {};
  const bool leading_zero = digits.size() > 1 && digits[0] == '0';
  std::string_view magnitude = digits;
  const int base = base_of(magnitude);
  std::int64_t whole = 0;
  const char* const end = magnitude.data() + magnitude.size();
  const auto [stop, error] = std::from_chars(magnitude.data(), end, whole, base);
  if (error == std::errc() && stop == end) {
    if (base == 10 && leading_zero && whole != 0) return {};  // Python refuses 010
    return negative ? -whole : whole;
  }
  if (base != 10) return {};
  double real = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), real);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size() ||
      !std::isfinite(real) || digits.find_first_of(".eE") == digits.npos)
    return {};
  return negative ? -real : real;
}

}  // namespace aio::plan
