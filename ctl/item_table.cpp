// SPDX-License-Identifier: MIT
#include "ctl/item_table.hpp"

#include "ctl/cells.hpp"
#include "ctl/table.hpp"

namespace aio::ctl {
namespace {

using Row = std::vector<std::string>;

/// The head of a kind's table, and the row of an item in it.
struct Kind {
  const char* name;
  Row head;
  Row (*row)(const Item&, Time);
};

std::string last(const Properties& schedule, Time now) {
  if (number(schedule, "running") > 0) return "running";
  const std::string outcome = word(schedule, "last_outcome");
  if (outcome.empty()) return "-";
  return outcome + " " + passed(number(schedule, "last_start_usec"), now) + " ago";
}

std::string next(const Properties& schedule, Time now) {
  const std::string state = word(schedule, "state");
  if (state == "paused" || state == "stopped") return state;
  if (!property<bool>(schedule, "enabled")) return "disabled";
  return until(number(schedule, "next_usec"), now);
}

Row schedule_row(const Item& item, Time now) {
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

std::string endpoint(const Properties& server) {
  const std::string type = word(server, "type");
  if (const std::string path = word(server, "path"); !path.empty()) return type + " " + path;
  const std::string address = word(server, "address");
  const std::string shown = address.find(':') == address.npos ? address : "[" + address + "]";
  return type + " " + shown + ":" + digits(server, "port");
}

Row server_row(const Item& item, Time) {
  const Properties& of = item.properties;
  return {item.name,
          endpoint(of),
          word(of, "state"),
          digits(of, "connections"),
          digits(of, "accepted"),
          digits(of, "failures"),
          word(of, "handler")};
}

Row listener_row(const Item& item, Time) {
  const Properties& of = item.properties;
  return {item.name, digits(of, "emits"), digits(of, "failures"), words(of, "handlers")};
}

Row module_row(const Item& item, Time) {
  return {item.name, word(item.properties, "path")};
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"schedule",
       {"SCHEDULE", "EVERY", "RUNS", "FAILED", "SKIPPED", "LAST", "NEXT", "FUNC"},
       schedule_row},
      {"server",
       {"SERVER", "ADDRESS", "STATE", "OPEN", "ACCEPTED", "FAILED", "HANDLER"},
       server_row},
      {"listener", {"LISTENER", "EMITS", "FAILED", "HANDLERS"}, listener_row},
      {"module", {"MODULE", "PATH"}, module_row},
  };
  return all;
}

std::string table_of(const std::vector<Item>& items, const Kind& kind, Time now) {
  Table table(kind.head);
  for (const Item& item : items)
    if (item.kind == kind.name) table.add(kind.row(item, now));
  return table.empty() ? "" : table.rendered();
}

}  // namespace

std::string item_table(const std::vector<Item>& items, const std::string& kind, Time now) {
  for (const Kind& known : kinds())
    if (known.name == kind) return table_of(items, known, now);
  return {};
}

std::string item_tables(const std::vector<Item>& items, Time now) {
  std::string text;
  for (const Kind& kind : kinds())
    if (const std::string table = table_of(items, kind, now); !table.empty()) text += "\n" + table;
  return text;
}

}  // namespace aio::ctl
