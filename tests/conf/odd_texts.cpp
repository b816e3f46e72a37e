// SPDX-License-Identifier: MIT
#include "tests/conf/odd_texts.hpp"

#include <array>

#include <unistr.h>

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
constexpr std::array fillers = {"x"sv, ";"sv, " ;"sv, "é"sv, "]"sv, " "sv, "\U0001F600"sv, "[#"sv};
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

std::string OddTexts::repeated(std::size_t size) {
  const std::string_view filler = one_of(fillers);
  std::string result = "q";
  while (result.size() < size) result += filler;
  return result + "q";
}

std::string OddTexts::border() {
  std::string result = "[" + repeated(40 + below(15)) + "]\n";
  result += repeated(85 + below(25)) + (below(2) == 0 ? " = " : std::string(below(120), ' ') + "=");
  result += repeated(90 + below(30)) + "\n" + std::string(1 + below(3), '\t') +
            repeated(190 + below(15)) + "\n";
  result += "b:" + std::string(below(400), ' ') + repeated(380 + below(30)) + "\n";
  return result + std::string(below(300), ' ') + " " + repeated(570 + below(40)) +
         "\n[z]\nlast = 1\n";
}

std::string OddTexts::long_line() {
  std::size_t size = 1024;
  while (size < (1 << 20) && below(8) != 0) size *= 2;
  const std::string part = repeated(size - below(2) * below(size / 2));
  switch (below(7)) {
    case 0:
      return "[" + part + "]" + std::string(one_of(endings)) + "\na = 1\n";
    case 1:
      // Python takes minutes to find the end of a name with 100,000 blanks in it.
      return "[s]\n" + part.substr(0, part.find("  ") == part.npos ? part.npos : 4096) +
             " = 1\nb = 2\n";
    case 2:
      return "[s]\na = 1\n\t" + part + "\n  2\n";
    case 3:
      return "[s]\na = 1\n" + std::string(part.size(), below(2) == 0 ? ' ' : '\t') + "2\nb = 3\n";
    case 4:
      return "[s]\na = 1\n  #" + part + "\n\n  2\n" + std::string(part.size(), ' ') + "\nb = 3\n";
    case 5:
      return "[s]\nb = ${a}${a}$$\na:" + std::string(part.size(), ' ') + "2" + part + "\n";
    default:
      return "[s]\na = " + part + line() + "\n";
  }
}

std::string OddTexts::references() {
  constexpr std::array in = {"s"sv, "t"sv, "DEFAULT"sv, " u:v"sv};
  constexpr std::array texts = {""sv,  ""sv,  "$$"sv, "x"sv,   "{"sv,
                                "}"sv, "é"sv, "$"sv,  "${}"sv, "${no}"sv};
  const std::size_t depth = 1 + below(12);
  const std::size_t circle = below(4) == 0 ? below(depth) : depth;
  std::array<std::string, in.size()> sections;
  std::size_t at = below(in.size());
  for (std::size_t i = 0; i < depth; ++i) {
    const std::size_t next = below(3) == 0 ? below(in.size()) : at;
    const std::string name = (below(2) == 0 ? "É" : "é") + std::to_string(i == circle ? 0 : i + 1);
    const std::string path = next == at ? name : std::string(in[next]) + ":" + name;
    const std::size_t odd = below(6) == 0 ? texts.size() : 7;
    sections[at] += "é" + std::to_string(i) + " = " + std::string(texts[below(odd)]) + "${" + path +
                    "}" + std::string(texts[below(odd)]) + "\n";
    at = next;
  }
  sections[at] += "É" + std::to_string(depth) + " = " + std::string(one_of(words)) + "\n";
  std::string result;
  for (std::size_t i = 0; i < in.size(); ++i)
    result += "[" + std::string(in[i]) + "]\n" + sections[i];
  return result;
}

std::string OddTexts::long_section() {
  std::string result;
  for (std::size_t count = 1 + below(3); count > 0; --count) {
    std::string name(one_of(sections));
    for (std::size_t left = below(300); left > 0; --left) {
      name += below(8) == 0 ? one_of(words) : below(4) == 0 ? one_of(blanks) : one_of(fillers);
    }
    while (u8_mbsnlen(reinterpret_cast<const std::uint8_t*>(name.data()), name.size()) > 300) {
      do name.pop_back();
      while ((name.back() & 0xC0) == 0x80 || (name.back() & 0xC0) == 0xC0);
    }
    result += "[" + name + "]" + std::string(one_of(endings)) + "\na = 1\nb = ${" + name + ":a}\n";
  }
  return result;
}

std::string OddTexts::other_line_ends() {
  const std::string_view line_end = below(3) == 0 ? "\n" : below(2) == 0 ? "\r" : "\r\n";
  std::string result = below(4) == 0 ? "\ufeff" : "";
  for (const char c : lines()) {
    if (c == '\n') {
      result += line_end;
    } else if (c != '\r') {
      result += c;
    }
  }
  return result;
}

std::string OddTexts::octets() {
  std::string result = lines();
  for (std::size_t count = below(4); count > 0 && !result.empty(); --count) {
    const std::size_t at = below(result.size());
    switch (below(3)) {
      case 0:
        result[at] = static_cast<char>(1 + below(255));
        break;
      case 1:
        result.insert(at, 1, static_cast<char>(0x80 + below(128)));
        break;
      default:
        result.resize(at);
    }
  }
  return result;
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
