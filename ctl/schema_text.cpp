// SPDX-License-Identifier: MIT
#include "ctl/schema_text.hpp"

#include <algorithm>
#include <cstddef>

#include "ctl/cells.hpp"
#include "ctl/text.hpp"
#include "ctl/width.hpp"

namespace aio::ctl {
namespace {

constexpr std::size_t indent = 8;
constexpr std::size_t widest_paragraph = 80;  // that a paragraph is read well

std::string paragraph(const std::string& text, const Screen& screen) {
  if (text.empty()) return "";
  const std::size_t width = std::min(screen.width, widest_paragraph);
  const std::size_t room = width > 2 * indent ? width - indent : Screen::endless;
  std::string lines;
  for (const std::string& line : wrapped(visible(text), room))
    lines += std::string(indent, ' ') + line + "\n";
  return lines;
}

std::string head(const Properties& key, const Screen& screen) {
  const std::string name = word(key, "key");
  const std::string fallback = word(key, "default");
  std::string text = "    " + painted(visible(name == "*" ? "NAME" : name), Tone::strong, screen);
  if (!fallback.empty()) text += " = " + visible(fallback);
  if (property<bool>(key, "required")) text += " (required)";
  return text + "\n";
}

/// "Only of type tcp or udp. Needs a restart of aiod."
std::string limits(const Properties& key) {
  std::string text;
  if (const std::string types = word(key, "types"); !types.empty())
    text += "Only of type: " + types + ".";
  if (!property<bool>(key, "live"))
    text += std::string(text.empty() ? "" : " ") + "A change needs a new start of aiod.";
  return text;
}

}  // namespace

std::string schema_text(const std::vector<Properties>& keys, const Screen& screen) {
  std::string text;
  std::string section;
  for (const Properties& key : keys) {
    if (const std::string of = word(key, "section"); of != section || text.empty()) {
      section = of;
      text += (text.empty() ? "" : "\n") + painted(visible("[" + of + "]"), Tone::strong, screen) +
              "\n";
    }
    text += head(key, screen) + paragraph(word(key, "help") + ".", screen) +
            paragraph("Expected: " + word(key, "expected") + ".", screen) +
            paragraph(limits(key), screen);
  }
  return text;
}

}  // namespace aio::ctl
