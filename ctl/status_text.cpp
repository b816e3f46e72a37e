// SPDX-License-Identifier: MIT
#include "ctl/status_text.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/cells.hpp"
#include "ctl/dates.hpp"
#include "ctl/field.hpp"
#include "ctl/item_block.hpp"
#include "ctl/item_table.hpp"
#include "ctl/marks.hpp"
#include "ctl/remarks.hpp"

namespace aio::ctl {
namespace {

constexpr std::size_t most_of_a_kind = 20;

std::string counted(std::uint64_t count, const std::string& what) {
  return grouped(count) + " " + what + (count == 1 ? "" : "s");
}

// "3 schedules, 2 servers (17 connections), 4 listeners, 1 module".
std::string counts(const std::vector<Item>& items) {
  std::uint64_t connections = 0;
  for (const Item& item : items) connections += number(item.properties, "connections");
  std::string text;
  for (const char* const kind : {"schedule", "server", "listener", "module"}) {
    const auto count = std::count_if(items.begin(), items.end(),
                                     [&](const Item& item) { return item.kind == kind; });
    if (!text.empty()) text += ", ";
    text += counted(static_cast<std::uint64_t>(count), kind);
    if (kind == std::string("server")) text += " (" + counted(connections, "connection") + ")";
  }
  return text;
}

// "the system bus", or an address.
std::string bus(const Properties& runner) {
  constexpr std::string_view before = "the bus at ";
  const std::string name = word(runner, "bus");
  return name.starts_with(before) ? name.substr(before.size()) : name;
}

// What holds and is in no file, or for a while only.
std::string drift(const Properties& of, Time now, const Screen& screen) {
  std::string names;
  for (const std::string& name : property<std::vector<std::string>>(of, "runtime_values"))
    names += (names.empty() ? "" : ", ") + name;
  std::string text = names.empty() ? "" : field("Runtime", "over the files: " + names, screen);
  if (const std::uint64_t time = number(of, "revert_usec"); time > 0)
    text +=
        field("Undo", {date(time) + "; " + until(time, now) + ", unless confirmed", Tone::warning},
              screen);
  return text;
}

std::string head(const Snapshot& snapshot, Time now, const Screen& screen) {
  const Properties& of = snapshot.runner;
  const std::string state = word(of, "state");
  const std::string file = word(of, "config_file");
  const Mark mark = mark_of(state);
  std::string text = painted(sign(mark.glyph, screen), mark.tone, screen) + " " +
                     painted("aio", Tone::strong, screen) + " - application runner\n";
  text += field("State", {state, mark.tone}, screen);
  text += field("Since", date_and_age(number(of, "since_usec"), now), screen);
  text +=
      field("Config",
            (file.empty() ? "no file" : file) + ", generation " + digits(of, "generation"), screen);
  text += field("PID", digits(of, "pid") + " (aiod " + word(of, "version") + ")", screen);
  text += field("Bus", bus(of), screen);
  text += drift(of, now, screen);
  return text + field("Items", counts(snapshot.items), screen);
}

std::string blocks(const std::vector<Item>& items, Time now, const Screen& screen) {
  std::string text;
  for (const Item& item : items) text += (text.empty() ? "" : "\n") + item_block(item, now, screen);
  return text;
}

std::string after_an_empty_line(const std::string& text) {
  return text.empty() ? "" : "\n" + text;
}

}  // namespace

std::string status_text(const Snapshot& snapshot, Time now, const Screen& screen) {
  return head(snapshot, now, screen) + after_an_empty_line(remarks(snapshot, now, screen)) +
         item_tables(snapshot.items, now, screen, most_of_a_kind);
}

std::string items_text(const std::vector<Item>& items, Time now, const Screen& screen) {
  if (!items.empty() && items.front().history) return blocks(items, now, screen);
  const std::string text =
      remarks({{}, items}, now, screen) + item_tables(items, now, screen, items.size());
  return text.starts_with('\n') ? text.substr(1) : text;
}

}  // namespace aio::ctl
