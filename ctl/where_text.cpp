// SPDX-License-Identifier: MIT
#include "ctl/where_text.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ctl/cells.hpp"
#include "ctl/dates.hpp"
#include "ctl/field.hpp"
#include "ctl/table.hpp"
#include "ctl/text.hpp"
#include "ctl/width.hpp"

namespace aio::ctl {
namespace {

std::string place(const Properties& of) {
  const std::string file = word(of, "file");
  return file.empty() ? "" : file + ":" + digits(of, "line");
}

/// "module aio.demo", "file, [DEFAULT]".
std::string layer(const Properties& origin, const Properties& option) {
  std::string text = word(origin, "layer");
  if (const std::string module = word(origin, "module"); !module.empty()) text += " " + module;
  const std::string section = word(origin, "section");
  return section == word(option, "section") ? text : text + ", [" + section + "]";
}

/// A text, of which there may be more than the daemon tells.
std::string whole(const Properties& of, const char* name, const char* size_name) {
  const std::string text = word(of, name);
  const std::uint64_t size = number(of, size_name);
  if (size > 0) return text + "... (" + grouped(size) + " bytes in all)";
  return text.empty() ? "(empty)" : text;
}

std::string since(const Properties& of, Time now) {
  if (const std::uint64_t usec = number(of, "since_usec"); usec > 0)
    return date_and_age(usec, now) + ", generation " + digits(of, "generation");
  return "";
}

std::string file_changed(const Properties& of, Time now) {
  const std::uint64_t usec = number(of, "file_changed_usec");
  return usec == 0 ? "" : "last changed " + date_and_age(usec, now);
}

std::string block(const Where& where, Time now, const Screen& screen) {
  const Properties& of = where.of;
  const bool is_set = !where.origins.empty();
  const std::string mistake = word(of, "mistake");
  std::string text;
  if (!is_set) text += field("Value", {"nobody has set it", Tone::faint}, screen);
  if (is_set && mistake.empty())
    text += field("Value", {whole(of, "value", "value_bytes"), Tone::strong}, screen);
  text += field("Mistake", {mistake, Tone::bad}, screen);
  if (is_set) {
    const Properties& holds = where.origins.front();
    const std::string at = place(holds);
    text += field("Text", whole(holds, "raw", "raw_bytes"), screen);
    text += field("Layer", layer(holds, of) + (at.empty() ? "" : ", " + at), screen);
  }
  text += field("Since", since(of, now), screen);
  text += field("File", file_changed(of, now), screen);
  text += field("Meaning", word(of, "help"), screen);
  text += field("Expected", word(of, "expected"), screen);
  return text + field("Default", word(of, "default"), screen);
}

std::string left_out(const Properties& of, const char* name) {
  const std::uint64_t count = number(of, name);
  return count == 0 ? "" : "and " + grouped(count) + " more\n";
}

/// "aio.conf:2, [DEFAULT]", "defaults", "environment".
std::string source(const Properties& step) {
  const std::string at = place(step);
  if (at.empty()) return word(step, word(step, "layer").empty() ? "source" : "layer");
  return word(step, "section") == "DEFAULT" ? at + ", [DEFAULT]" : at;
}

std::string steps(const Where& where, const Screen& screen) {
  Table table({"REFERENCE", "FROM", "REPLACED BY"});
  for (const Properties& step : where.steps) {
    const std::string indent(static_cast<std::size_t>(2 * number(step, "depth")), ' ');
    table.add({indent + word(step, "reference"), source(step), word(step, "value")});
  }
  if (table.empty()) return "";
  return "\n" + table.rendered(screen) + left_out(where.of, "steps_left_out");
}

std::string overridden(const Where& where, const Screen& screen) {
  Table table({"OVERRIDDEN", "FROM", "TEXT"});
  for (std::size_t i = 1; i < where.origins.size(); ++i) {
    const Properties& origin = where.origins[i];
    const std::string at = place(origin);
    table.add({layer(origin, where.of), at.empty() ? "-" : at, word(origin, "raw")});
  }
  if (table.empty()) return "";
  return "\n" + table.rendered(screen) + left_out(where.of, "origins_left_out");
}

}  // namespace

std::string where_text(const Where& where, Time now, const Screen& screen) {
  const std::string name = word(where.of, "section") + ":" + word(where.of, "option");
  return painted(cut(visible(name), screen.width, screen), Tone::strong, screen) + "\n" +
         block(where, now, screen) + steps(where, screen) + overridden(where, screen);
}

}  // namespace aio::ctl
