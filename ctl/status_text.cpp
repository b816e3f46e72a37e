// SPDX-License-Identifier: MIT
#include "ctl/status_text.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "ctl/cells.hpp"
#include "ctl/item_table.hpp"
#include "ctl/remarks.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

// The last time that a handler kept the loop from everything else.
std::string stall(const Properties& runner, Time now) {
  const std::uint64_t count = number(runner, "stalls");
  if (count == 0) return {};
  std::string who = word(runner, "last_stall_handler");
  if (const std::string item = word(runner, "last_stall_item"); !item.empty())
    who += (who.empty() ? "" : " of ") + item;
  return "stalled: " + visible(who.empty() ? "something" : who) + " held up the loop for " +
         span(runner, "last_stall_duration_usec") + ", " +
         passed(number(runner, "last_stall_usec"), now) + " ago" +
         (count > 1 ? ", the last of " + std::to_string(count) : "") + "\n";
}

std::string head(const Properties& runner, Time now) {
  const std::string file = word(runner, "config_file");
  std::string text = "aiod " + word(runner, "version") + ": " + word(runner, "state") + " for " +
                     passed(number(runner, "since_usec"), now) + ", pid " + digits(runner, "pid") +
                     ", generation " + digits(runner, "generation") + "\n";
  text += "configuration: " + (file.empty() ? "no file" : visible(file)) + "\n";
  for (const std::string& problem : property<std::vector<std::string>>(runner, "problems"))
    text += "degraded: " + visible(problem) + "\n";
  if (const std::uint64_t lines = number(runner, "log_lines_dropped"); lines > 0)
    text += "log: " + std::to_string(lines) + " lines dropped\n";
  return text + stall(runner, now);
}

}  // namespace

std::string status_text(const Snapshot& snapshot, Time now) {
  const std::string remarks = ctl::remarks(snapshot.items);
  return head(snapshot.runner, now) + item_tables(snapshot.items, now) +
         (remarks.empty() ? "" : "\n" + remarks);
}

}  // namespace aio::ctl
