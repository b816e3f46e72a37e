// SPDX-License-Identifier: MIT
#include "ctl/item_table.hpp"

#include <algorithm>

#include "ctl/cells.hpp"
#include "ctl/endpoint.hpp"
#include "ctl/items.hpp"
#include "ctl/marks.hpp"
#include "ctl/table.hpp"
#include "ctl/width.hpp"

namespace aio::ctl {
namespace {

using Row = std::vector<Cell>;
using Chosen = std::vector<const Item*>;

/// The head of a kind's table, and the row of an item in it.
struct Kind {
  const char* name;
  std::vector<std::string> head;
  Row (*row)(const Item&, Time);
};

Cell last(const Item& schedule, Time now) {
  const Properties& of = schedule.properties;
  if (number(of, "running") > 0) return {"running", Tone::good};
  const std::string outcome = word(of, "last_outcome");
  if (outcome.empty()) return "-";
  return {outcome + " " + passed(number(of, "last_start_usec"), now) + " ago",
          is_wrong(schedule) ? Tone::bad : Tone::plain};
}

Cell next(const Properties& schedule, Time now) {
  const std::string state = word(schedule, "state");
  if (state == "paused" || state == "stopped") return {state, Tone::warning};
  if (!property<bool>(schedule, "enabled")) return {"disabled", Tone::faint};
  return until(number(schedule, "next_usec"), now);
}

Row schedule_row(const Item& item, Time now) {
  const Properties& of = item.properties;
  return {item.name,          span(of, "every_usec"), last(item, now),       next(of, now),
          digits(of, "runs"), digits(of, "failures"), digits(of, "skipped"), word(of, "func")};
}

Row server_row(const Item& item, Time) {
  const Properties& of = item.properties;
  return {item.name,
          endpoint(of),
          {word(of, "state"), mark_of(item).tone},
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
       {"SCHEDULE", "EVERY", "LAST", "NEXT", "RUNS", "FAILED", "SKIPPED", "FUNC"},
       schedule_row},
      {"server",
       {"SERVER", "ADDRESS", "STATE", "OPEN", "ACCEPTED", "FAILED", "HANDLER"},
       server_row},
      {"listener", {"LISTENER", "EMITS", "FAILED", "HANDLERS"}, listener_row},
      {"module", {"MODULE", "PATH"}, module_row},
  };
  return all;
}

Chosen chosen(const std::vector<Item>& items, const std::string& kind) {
  Chosen found;
  for (const Item& item : items)
    if (item.kind == kind) found.push_back(&item);
  return found;
}

bool is_running(const Item* item) {
  return number(item->properties, "running") > 0;
}

// Names stay in order beneath.
void put_first_what_matters(Chosen& items) {
  const auto others =
      std::stable_partition(items.begin(), items.end(), [](auto* item) { return is_wrong(*item); });
  std::stable_partition(others, items.end(), is_running);
}

std::string table_of(
    Chosen items, const Kind& kind, Time now, const Screen& screen, std::size_t most) {
  if (items.empty()) return {};
  put_first_what_matters(items);
  const std::size_t count = std::min(items.size(), most);
  Table table(kind.head);
  for (std::size_t i = 0; i < count; ++i) {
    const Mark mark = mark_of(*items[i]);
    table.add(kind.row(*items[i], now), mark.glyph, mark.tone);
  }
  std::string text = "\n" + table.rendered(screen);
  if (count == items.size()) return text;
  const std::string rest = "  " + std::string(sign(Glyph::ellipsis, screen)) + " and " +
                           grouped(items.size() - count) + " more: aioctl list-" + kind.name + "s";
  return text + cut(rest, screen.width, screen) + "\n";
}

}  // namespace

std::string item_table(const std::vector<Item>& items,
                       const std::string& kind,
                       Time now,
                       const Screen& screen) {
  for (const Kind& known : kinds()) {
    if (known.name != kind) continue;
    Table table(known.head);
    for (const Item* item : chosen(items, kind)) table.add(known.row(*item, now));
    return table.empty() ? "" : table.rendered(screen);
  }
  return {};
}

std::string item_tables(const std::vector<Item>& items,
                        Time now,
                        const Screen& screen,
                        std::size_t most) {
  std::string text;
  for (const Kind& kind : kinds())
    text += table_of(chosen(items, kind.name), kind, now, screen, most);
  return text;
}

}  // namespace aio::ctl
