// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/pad.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <string_view>

namespace aio::runtime {
namespace {

bool continues_a_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

int characters(std::string_view text) {
  int count = 0;
  for (const char c : text) count += continues_a_character(c) ? 0 : 1;
  return count;
}

std::string_view first_characters(std::string_view text, int most) {
  std::size_t at = 0;
  for (int count = 0; at < text.size(); ++at)
    if (!continues_a_character(text[at]) && count++ == most) break;
  return text.substr(0, at);
}

std::string repeated(const std::string& fill, int times) {
  std::string all;
  for (; times > 0; --times) all += fill;
  return all;
}

/// `sign` is what `=` keeps before the padding: "-", "0x".
std::string widened(const std::string& sign, const std::string& text, const plan::LogField& field) {
  const int missing = field.width - characters(sign) - characters(text);
  if (missing <= 0) return sign + text;
  switch (field.align) {
    case '<':
      return sign + text + repeated(field.fill, missing);
    case '^':
      return repeated(field.fill, missing / 2) + sign + text +
             repeated(field.fill, missing - missing / 2);
    case '=':
      return sign + repeated(field.fill, missing) + text;
    default:
      return repeated(field.fill, missing) + sign + text;
  }
}

std::string sign_of(bool negative, const plan::LogField& field) {
  if (negative) return "-";
  return field.sign == '-' ? "" : std::string(1, field.sign);
}

std::string digits_of(std::uint64_t magnitude, char type) {
  switch (type) {
    case 'x':
      return fmt::format("{:x}", magnitude);
    case 'X':
      return fmt::format("{:X}", magnitude);
    case 'o':
      return fmt::format("{:o}", magnitude);
    default:
      return fmt::format("{}", magnitude);
  }
}

std::string prefix_of(char type) {
  if (type == 'x') return "0x";
  if (type == 'X') return "0X";
  return type == 'o' ? "0o" : "";
}

bool is_real(char type) {
  return std::string_view("eEfFgG").find(type) != std::string_view::npos;
}

std::string real_text(double magnitude, const plan::LogField& field) {
  const int precision = field.precision < 0 ? 6 : field.precision;
  char buffer[2048];
  const char format[] = {'%', field.alternate ? '#' : '-', '.', '*', field.type, '\0'};
  const int size = std::snprintf(buffer, sizeof buffer, format, precision, magnitude);
  return std::string(buffer, static_cast<std::size_t>(size));
}

// Python's str(): the shortest text that reads back as the same number, and always a real one's.
std::string shortest(double number) {
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".en") == text.npos) text += ".0";
  return text;
}

}  // namespace

std::string pad_text(std::string text, const plan::LogField& field) {
  if (field.precision >= 0) text = first_characters(text, field.precision);
  return widened("", text, field);
}

std::string pad_whole(std::int64_t number, const plan::LogField& field) {
  if (field.type == 's') return pad_text(std::to_string(number), field);
  if (is_real(field.type)) return pad_real(static_cast<double>(number), field);
  const bool negative = number < 0;
  const auto bits = static_cast<std::uint64_t>(number);
  std::string digits = digits_of(negative ? 0 - bits : bits, field.type);
  while (static_cast<int>(digits.size()) < field.precision) digits.insert(0, "0");
  return widened(sign_of(negative, field) + (field.alternate ? prefix_of(field.type) : ""), digits,
                 field);
}

std::string pad_real(double number, const plan::LogField& field) {
  if (field.type == 's') return pad_text(shortest(number), field);
  if (!is_real(field.type)) return pad_whole(static_cast<std::int64_t>(number), field);
  const bool negative = number < 0;
  return widened(sign_of(negative, field), real_text(negative ? -number : number, field), field);
}

}  // namespace aio::runtime
