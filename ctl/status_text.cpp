// SPDX-License-Identifier: MIT
#include "ctl/status_text.hpp"

#include <cstdint>
#include <vector>

#include "ctl/spans.hpp"
#include "ctl/table.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

using std::chrono::microseconds;
using Time = std::chrono::system_clock::time_point;

std::uint64_t number(const Properties& properties, const char* name) {
  return property<std::uint64_t>(properties, name);
}

std::string digits(const Properties& properties, const char* name) {
  return std::to_string(number(properties, name));
}

std::string word(const Properties& properties, const char* name) {
  return property<std::string>(properties, name);
}

std::string span(const Properties& properties, const char* name) {
  return short_span(microseconds(number(properties, name)));
}

// Microseconds of the calendar; what is in the future, by a clock that was set back, is now.
microseconds passed(std::uint64_t since_usec, Time now) {
  const auto now_usec = std::chrono::floor<microseconds>(now.time_since_epoch());
  return std::max(microseconds(0), now_usec - microseconds(since_usec));
}

std::string last(const Properties& schedule, Time now) {
  if (number(schedule, "running") > 0) return "running";
  const std::string outcome = word(schedule, "last_outcome");
  if (outcome.empty()) return "-";
  return outcome + " " + short_span(passed(number(schedule, "last_start_usec"), now)) + " ago";
}

std::string next(const Properties& schedule, Time now) {
  if (!property<bool>(schedule, "enabled")) return "disabled";
  const auto now_usec = std::chrono::floor<microseconds>(now.time_since_epoch());
  const microseconds left = microseconds(number(schedule, "next_usec")) - now_usec;
  return left > microseconds(0) ? "in " + short_span(left) : "now";
}

std::string endpoint(const Properties& server) {
  const std::string address = word(server, "address");
  const std::string shown = address.find(':') == address.npos ? address : "[" + address + "]";
  return word(server, "type") + " " + shown + ":" + digits(server, "port");
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string head(const Properties& runner, Time now) {
  const std::string file = word(runner, "config_file");
  std::string text = "aiod " + word(runner, "version") + ": " + word(runner, "state") + " for " +
                     short_span(passed(number(runner, "since_usec"), now)) + ", pid " +
                     digits(runner, "pid") + ", generation " + digits(runner, "generation") + "\n";
  text += "configuration: " + (file.empty() ? "no file" : visible(file)) + "\n";
  for (const std::string& problem : property<std::vector<std::string>>(runner, "problems"))
    text += "degraded: " + visible(problem) + "\n";
  return text;
}

/// One table a kind, in which each item has a row.
struct Kind {
  const char* name;
  std::vector<std::string> head;
  std::vector<std::string> (*row)(const Item&, Time);
};

std::vector<std::string> schedule_row(const Item& item, Time now) {
  const Properties& of = item.properties;
  return {item.name,
          span(of, "every_usec"),
          digits(of, "runs"),
          digits(of, "failures"),
          digits(of, "skipped"),
          last(of, now),
          next(of, now),
          word(of, "func")};
}

std::vector<std::string> server_row(const Item& item, Time) {
  const Properties& of = item.properties;
  return {item.name,
          endpoint(of),
          word(of, "state"),
          digits(of, "connections"),
          digits(of, "accepted"),
          digits(of, "failures"),
          word(of, "handler")};
}

std::vector<std::string> listener_row(const Item& item, Time) {
  const Properties& of = item.properties;
  return {item.name, digits(of, "emits"), digits(of, "failures"),
          joined(property<std::vector<std::string>>(of, "handlers"))};
}

std::vector<std::string> module_row(const Item& item, Time) {
  return {item.name, word(item.properties, "path")};
}

std::vector<Kind> kinds() {
  return {
      {"schedule",
       {"SCHEDULE", "EVERY", "RUNS", "FAILED", "SKIPPED", "LAST", "NEXT", "FUNC"},
       schedule_row},
      {"server",
       {"SERVER", "ADDRESS", "STATE", "OPEN", "ACCEPTED", "FAILED", "HANDLER"},
       server_row},
      {"listener", {"LISTENER", "EMITS", "FAILED", "HANDLERS"}, listener_row},
      {"module", {"MODULE", "PATH"}, module_row},
  };
}

std::string last_errors(const Snapshot& snapshot) {
  std::string text;
  for (const Item& item : snapshot.items)
    if (const std::string error = word(item.properties, "last_error"); !error.empty())
      text += item.kind + "/" + item.name + " failed: " + visible(error) + "\n";
  return text.empty() ? text : "\n" + text;
}

}  // namespace

std::string status_text(const Snapshot& snapshot, Time now) {
  std::string text = head(snapshot.runner, now);
  for (const Kind& kind : kinds()) {
    Table table(kind.head);
    for (const Item& item : snapshot.items)
      if (item.kind == kind.name) table.add(kind.row(item, now));
    if (!table.empty()) text += "\n" + table.rendered();
  }
  return text + last_errors(snapshot);
}

}  // namespace aio::ctl
