// SPDX-License-Identifier: MIT
#include "ctl/event_line.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>

#include "ctl/cells.hpp"
#include "ctl/dates.hpp"
#include "ctl/marks.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

constexpr std::size_t kind_width = 12;
constexpr std::size_t item_width = 22;
constexpr std::size_t state_width = 9;

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

std::string time_of(std::uint64_t usec) {
  std::array<char, 8> part{};
  std::snprintf(part.data(), part.size(), ".%03u", static_cast<unsigned>(usec / 1000 % 1000));
  return short_date(usec) + part.data();
}

/// What became of it, in one word: of a run that has ended, how.
std::string state_of(const Event& event) {
  if (event.kind == "lost") return "lost";
  const std::string outcome = word(event.details, "outcome");
  return event.kind == "run" && !outcome.empty() ? outcome : word(event.details, "state");
}

void add(std::string& text, const std::string& more, const char* between = ", ") {
  if (!more.empty()) text += (text.empty() ? "" : between) + more;
}

std::string counted(const Properties& details, const char* name) {
  const std::uint64_t count = number(details, name);
  return count == 0 ? "" : grouped(count) + " " + name;
}

std::string took(const Properties& details) {
  const std::string time = span(details, "duration_usec");
  return time.empty() ? "" : "took " + time;
}

std::string told_of_run(const Properties& details) {
  std::string text;
  if (number(details, "id") > 0) add(text, "run " + digits(details, "id"));
  add(text, word(details, "cause"));
  if (word(details, "state") == "ended") add(text, took(details));
  if (word(details, "state") == "missed") add(text, grouped(number(details, "count")) + " runs");
  add(text, word(details, "error"), ": ");
  return text;
}

std::string told_of_signal(const Properties& details) {
  if (word(details, "state") != "ended") return word(details, "data");
  std::string text;
  for (const char* const outcome : {"ok", "failed", "timeout", "dropped"})
    add(text, counted(details, outcome));
  if (text.empty()) text = "nobody listens";
  add(text, took(details));
  return text;
}

std::string told_of_config(const Properties& details) {
  std::string text;
  for (const char* const list : {"done", "problems"})
    for (const std::string& entry : property<std::vector<std::string>>(details, list))
      add(text, entry);
  if (word(details, "state") != "applied") return text;
  return "generation " + digits(details, "generation") + ": " +
         (text.empty() ? "nothing that runs has changed" : text);
}

std::string told_of_connection(const Properties& details) {
  std::string text = word(details, "peer");
  add(text, grouped(number(details, "connections")) + " open");
  add(text, word(details, "error"), ": ");
  return text;
}

std::string told(const Event& event) {
  if (event.kind == "run") return told_of_run(event.details);
  if (event.kind == "signal") return told_of_signal(event.details);
  if (event.kind == "config") return told_of_config(event.details);
  if (event.kind == "connection") return told_of_connection(event.details);
  if (event.kind == "lost")
    return grouped(number(event.details, "count")) + " events, which were not read in time";
  return {};
}

Mark mark_of(const Event& event, const std::string& state) {
  for (const char* const wrong : {"failed", "timeout", "refused", "lost"})
    if (state == wrong || number(event.details, wrong) > 0) return {Glyph::failed, Tone::bad};
  for (const char* const amiss : {"dropped", "skipped", "missed"})
    if (state == amiss || number(event.details, amiss) > 0) return {Glyph::changing, Tone::warning};
  if (!word(event.details, "error").empty()) return {Glyph::failed, Tone::bad};
  for (const char* const done : {"ok", "ended", "applied"})
    if (state == done) return {Glyph::active, Tone::good};
  return {Glyph::inactive, Tone::plain};
}

}  // namespace

std::string event_line(const Event& event, const Screen& screen) {
  const std::string state = state_of(event);
  const Mark mark = mark_of(event, state);
  std::string line = time_of(event.time_usec) + "  ";
  if (screen.colour) line += painted(sign(mark.glyph, screen), mark.tone, screen) + " ";
  line += padded(event.kind, kind_width) +
          padded(event.item.empty() ? "-" : visible(event.item), item_width) + "  " +
          painted(padded(state, state_width), mark.tone, screen) + "  " + visible(told(event));
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace aio::ctl
