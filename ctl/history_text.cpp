// SPDX-License-Identifier: MIT
#include "ctl/history_text.hpp"

#include <algorithm>
#include <vector>

#include "ctl/cells.hpp"
#include "ctl/dates.hpp"
#include "ctl/table.hpp"
#include "ctl/text.hpp"
#include "ctl/width.hpp"

namespace aio::ctl {
namespace {

Tone tone_of_outcome(const std::string& outcome) {
  if (outcome == "running") return Tone::good;
  return outcome == "ok" ? Tone::plain : Tone::bad;
}

Tone tone_of_level(const std::string& level) {
  if (level == "WARNING") return Tone::warning;
  return level == "ERROR" || level == "CRITICAL" ? Tone::bad : Tone::plain;
}

std::string runs(const Item& item, const Screen& screen) {
  Table table(
      {"RUN", item.kind == "server" ? "PEER" : "CAUSE", "START", "TIME", "OUTCOME", "ERROR"});
  for (const Properties& run : item.history->runs) {
    const std::string outcome = word(run, "outcome");
    const bool is_on = outcome == "running";
    table.add({digits(run, "id"),
               word(run, "cause"),
               short_date(number(run, "start_usec")),
               is_on ? "-" : span(run, "duration_usec"),
               {outcome, tone_of_outcome(outcome)},
               word(run, "error")});
  }
  return table.empty() ? "" : "\n" + table.rendered(screen);
}

// "Nov 28 22:36:46 INFO hello[12]: Received": the number is that of the run.
std::string line(const Properties& of, const Screen& screen) {
  const std::uint64_t run = number(of, "run");
  const std::string text = short_date(number(of, "time_usec")) + " " + word(of, "level") + " " +
                           word(of, "logger") + (run == 0 ? "" : "[" + std::to_string(run) + "]") +
                           ": " + word(of, "text");
  const Tone tone = tone_of_level(word(of, "level"));
  return painted(cut(visible(text), screen.width, screen), tone, screen) + "\n";
}

std::string lines(const Item& item, const Screen& screen) {
  std::string text;
  for (const Properties& of : item.history->lines) text.insert(0, line(of, screen));
  return text.empty() ? "" : "\n" + text;
}

}  // namespace

std::string history_text(const Item& item, const Screen& screen) {
  return item.history ? runs(item, screen) + lines(item, screen) : "";
}

}  // namespace aio::ctl
