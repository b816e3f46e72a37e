// SPDX-License-Identifier: MIT
#include "ctl/status_text.hpp"

#include <vector>

#include "ctl/cells.hpp"
#include "ctl/item_table.hpp"
#include "ctl/remarks.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

std::string head(const Properties& runner, Time now) {
  const std::string file = word(runner, "config_file");
  std::string text = "aiod " + word(runner, "version") + ": " + word(runner, "state") + " for " +
                     passed(number(runner, "since_usec"), now) + ", pid " + digits(runner, "pid") +
                     ", generation " + digits(runner, "generation") + "\n";
  text += "configuration: " + (file.empty() ? "no file" : visible(file)) + "\n";
  for (const std::string& problem : property<std::vector<std::string>>(runner, "problems"))
    text += "degraded: " + visible(problem) + "\n";
  return text;
}

}  // namespace

std::string status_text(const Snapshot& snapshot, Time now) {
  const std::string remarks = ctl::remarks(snapshot.items);
  return head(snapshot.runner, now) + item_tables(snapshot.items, now) +
         (remarks.empty() ? "" : "\n" + remarks);
}

}  // namespace aio::ctl
