// SPDX-License-Identifier: MIT
#include "ctl/remarks.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ctl/cells.hpp"
#include "ctl/endpoint.hpp"
#include "ctl/items.hpp"
#include "ctl/text.hpp"
#include "ctl/width.hpp"

namespace aio::ctl {
namespace {

using Lines = std::vector<std::string>;

/// A property that counts what should not be.
struct Count {
  std::string_view kind;
  const char* property;
  const char* words;
};

constexpr Count counts[] = {
    {"schedule", "queued", "queued"},
    {"schedule", "missed", "missed"},
    {"schedule", "timeouts", "timed out"},
    {"server", "refused", "refused"},
    {"server", "datagrams_dropped", "datagrams dropped"},
    {"listener", "waiting", "waiting"},
    {"listener", "timeouts", "timed out"},
    {"listener", "dropped", "dropped"},
};

std::string counted(const Item& item) {
  std::string text;
  for (const auto& [kind, property, words] : counts) {
    const std::uint64_t count = item.kind == kind ? number(item.properties, property) : 0;
    if (count == 0) continue;
    text.append(text.empty() ? ": " : ", ").append(std::to_string(count)).append(" ") += words;
  }
  return text.empty() ? text : full_name(item) + text;
}

// The end of the last run; while another is on, its start is not known any more.
std::string age(const Properties& schedule, Time now) {
  if (number(schedule, "running") > 0) return {};
  const std::uint64_t end =
      number(schedule, "last_start_usec") + number(schedule, "last_duration_usec");
  return " " + passed(end, now) + " ago";
}

std::string wrong(const Item& item, Time now) {
  if (item.kind == "server")
    return full_name(item) + " waits for its address, " + endpoint(item.properties);
  const std::string outcome = word(item.properties, "last_outcome");
  const char* const end = outcome == "timeout"   ? " timed out"
                          : outcome == "dropped" ? " was dropped"
                                                 : " failed";
  const std::string error = word(item.properties, "last_error");
  const std::string first_line = error.substr(0, error.find('\n'));
  return full_name(item) + end + age(item.properties, now) +
         (first_line.empty() ? "" : ": " + first_line);
}

// The last time that a handler kept the loop from everything else.
std::string stall(const Properties& runner, Time now) {
  const std::uint64_t count = number(runner, "stalls");
  if (count == 0) return {};
  std::string who = word(runner, "last_stall_handler");
  if (const std::string item = word(runner, "last_stall_item"); !item.empty())
    who += (who.empty() ? "" : " of ") + item;
  return (who.empty() ? "something" : who) + " held up the loop for " +
         span(runner, "last_stall_duration_usec") + ", " +
         passed(number(runner, "last_stall_usec"), now) + " ago" +
         (count > 1 ? ", the last of " + std::to_string(count) : "");
}

// A server that waits is among the problems, with the reason.
bool is_told(const Item& item, const Lines& problems) {
  const std::string name = "server '" + item.name + "'";
  return item.kind == "server" &&
         std::any_of(problems.begin(), problems.end(), [&](const std::string& problem) {
           return problem.find(name) != problem.npos;
         });
}

Lines errors(const Snapshot& snapshot, Time now) {
  const Lines problems = property<Lines>(snapshot.runner, "problems");
  Lines lines = problems;
  for (const Item& item : snapshot.items)
    if (is_wrong(item) && !is_told(item, problems)) lines.push_back(wrong(item, now));
  return lines;
}

Lines warnings(const Snapshot& snapshot, Time now) {
  Lines lines{stall(snapshot.runner, now)};
  if (const std::uint64_t lost = number(snapshot.runner, "log_lines_dropped"); lost > 0)
    lines.push_back("the log has dropped " + grouped(lost) + (lost == 1 ? " line" : " lines"));
  for (const Item& item : snapshot.items) lines.push_back(counted(item));
  std::erase(lines, "");
  return lines;
}

std::string marked(const std::string& mark, const Lines& lines, const Screen& screen) {
  constexpr std::size_t indent = 2;
  std::string text;
  for (const std::string& line : lines) {
    std::string before = mark + " ";
    for (const std::string& part : wrapped(visible(line), screen.room_beside(indent))) {
      text.append(before).append(part).append("\n");
      before.assign(indent, ' ');
    }
  }
  return text;
}

}  // namespace

std::string remarks(const Snapshot& snapshot, Time now, const Screen& screen) {
  const std::string failed = painted(sign(Glyph::failed, screen), Tone::bad, screen);
  return marked(failed, errors(snapshot, now), screen) +
         marked(painted("!", Tone::warning, screen), warnings(snapshot, now), screen);
}

}  // namespace aio::ctl
