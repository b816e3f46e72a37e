// SPDX-License-Identifier: MIT
#include "tests/conf/odd_texts.hpp"

#include <array>

using namespace std::string_view_literals;

namespace {

constexpr std::array blanks = {""sv,     ""sv,      ""sv,     ""sv,       " "sv,
                               "  "sv,   "\t"sv,    "    "sv, "\u00a0"sv, "\u3000"sv,
                               "\x0b"sv, "\x0c "sv, "\x1c"sv, "\u0085"sv, "\u2003 "sv};
constexpr std::array line_ends = {"\n"sv, "\n"sv, "\n"sv, "\n"sv, "\r\n"sv, "\r"sv};
constexpr std::array names = {"a"sv,         "b"sv,    "Key"sv, "ÉTÉ"sv, "İ"sv,    "ΑΣ"sv,
                              "two words"sv, "x"sv,    "k"sv,   "[a"sv,  "o[p]"sv, "\ufeffk"sv,
                              "K\u212a"sv,   "p ;q"sv, "r;"sv,  "-"sv,   "$"sv};
constexpr std::array sections = {"s"sv,          "S"sv,       "t"sv,   " s"sv,     "a]b"sv,
                                 "DEFAULT"sv,    "default"sv, "x;y"sv, "u ; v"sv,  " "sv,
                                 "50%/x:y;z#"sv, "][a"sv,     "é"sv,   "DEFAULT"sv};
constexpr std::array words = {
    "1"sv,      "x"sv,      "a b"sv,      "é"sv,          ";"sv,        " ;"sv,
    " ; c"sv,   "#"sv,      " # d"sv,     "="sv,          ":"sv,        "["sv,
    "]"sv,      "[b]"sv,    "\""sv,       "\\n"sv,        "%"sv,        "$"sv,
    "$$"sv,     "${a}"sv,   "${b}"sv,     "${s:a}"sv,     "${t:KEY}"sv, "${DEFAULT:b}"sv,
    "${}"sv,    "${a"sv,    "${x:y:z}"sv, "${ k}"sv,      "${:k}"sv,    "$x"sv,
    "{"sv,      "}"sv,      "\u00a0"sv,   "\u200b"sv,     "\ufeff"sv,   "\u2028"sv,
    "\x1d"sv,   "\x0b"sv,   "\u0085"sv,   "\U0001F600"sv, "\x01"sv,     "\x7f"sv,
    "${key}"sv, "${S:x}"sv, "${a]b:a}"sv, "${ été}"sv,    "${ÉTÉ}"sv,   "${ s:a}"sv};
constexpr std::array endings = {""sv, ""sv, ""sv, ""sv, " ; c"sv, "x"sv, " = 5"sv, "]"sv};

}  // namespace

std::string OddTexts::text(std::size_t most) {
  std::string result;
  for (std::size_t count = below(most + 1); count > 0; --count) result += one_of(words);
  return result;
}

std::string OddTexts::soup() {
  std::string result = below(3) == 0 ? "" : "[s]\n";
  for (std::size_t count = below(40); count > 0; --count) {
    switch (below(6)) {
      case 0:
        result += one_of(line_ends);
        break;
      case 1:
        result += one_of(blanks);
        break;
      case 2:
        result += one_of(names);
        break;
      case 3:
        result += std::string("\n[") + std::string(one_of(sections)) + "]";
        break;
      default:
        result += one_of(words);
    }
  }
  return result;
}

std::string OddTexts::line() {
  const std::string indentation(one_of(blanks));
  switch (below(12)) {
    case 0:
    case 1:
      return indentation + "[" + std::string(one_of(sections)) + "]" + std::string(one_of(endings));
    case 2:
      return indentation + (below(2) == 0 ? "#" : ";") + text(2);
    case 3:
      return indentation;
    case 4:
    case 5:
      return "  " + indentation + text(3);
    case 6:
      return below(4) == 0 ? text(3) : "";
    default:
      return indentation + std::string(one_of(names)) + std::string(one_of(blanks)) +
             (below(3) == 0 ? ":" : "=") + std::string(one_of(blanks)) + text(3);
  }
}

std::string OddTexts::lines() {
  std::string result = below(8) == 0 ? "" : "[s]\n";
  for (std::size_t count = below(10); count > 0; --count) {
    result += line();
    result += one_of(line_ends);
  }
  if (below(4) == 0) result += line();
  return result;
}

std::string OddTexts::border() {
  constexpr std::array fillers = {"x"sv, ";"sv, " ;"sv,         "é"sv,
                                  "]"sv, " "sv, "\U0001F600"sv, "[#"sv};
  const auto filled = [&](std::size_t size) {
    const std::string_view filler = one_of(fillers);
    std::string result = "q";
    while (result.size() < size) result += filler;
    return result + "q";
  };
  std::string result = "[" + filled(40 + below(15)) + "]\n";
  result += filled(85 + below(25)) + (below(2) == 0 ? " = " : std::string(below(120), ' ') + "=");
  result += filled(90 + below(30)) + "\n" + std::string(1 + below(3), '\t') +
            filled(190 + below(15)) + "\n";
  result += "b:" + std::string(below(400), ' ') + filled(380 + below(30)) + "\n";
  return result + std::string(below(300), ' ') + " " + filled(570 + below(40)) +
         "\n[z]\nlast = 1\n";
}

std::string OddTexts::value() {
  std::string result = text(3);
  for (std::size_t count = below(4); count > 0; --count) result += "\n" + text(2);
  return result;
}

std::string OddTexts::name() {
  return std::string(
      one_of(below(2) == 0 ? std::span(names) : std::span<const std::string_view>(sections)));
}
