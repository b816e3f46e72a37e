// SPDX-License-Identifier: MIT
#include "ctl/items.hpp"

#include <algorithm>
#include <functional>

#include "conf/names.hpp"

namespace aio::ctl {
namespace {

// The name as it is compared: those of signals tell no case apart.
std::string compared(const Item& item, const std::string& name) {
  return item.kind == "listener" ? conf::fold(name) : name;
}

Failure several(const std::vector<const Item*>& items, const std::string& word) {
  std::string names;
  for (std::size_t i = 0; i < items.size(); ++i)
    names += (i == 0 ? "" : i + 1 == items.size() ? " or " : ", ") + full_name(*items[i]);
  return {Exit::usage, "'" + word + "' is the name of several", "say which: " + names};
}

bool is_named(const Item& item, const std::string& word) {
  return item.name == word || full_name(item) == word;
}

std::string nearest_hint(const std::string& word, const std::vector<std::string>& names) {
  const auto near = conf::nearest(word, names);
  return near ? "did you mean '" + *near + "'?" : "";
}

// What can be stopped is meant before what cannot: a module may have the name of its schedule.
void prefer_what_runs(std::vector<const Item*>& items) {
  const auto runs = [](const Item* item) { return is_controllable(*item); };
  if (std::any_of(items.begin(), items.end(), runs)) std::erase_if(items, std::not_fn(runs));
}

// A daemon that tells no state of its schedules tells whether they are enabled.
bool has_next_run(const Properties& schedule) {
  const auto state = property<std::string>(schedule, "state");
  if (state.empty()) return property<bool>(schedule, "enabled");
  return state == "waiting" || state == "running";
}

}  // namespace

bool is_active(const Item& item) {
  if (item.kind == "schedule") return has_next_run(item.properties);
  if (item.kind == "server") return property<std::string>(item.properties, "state") == "listening";
  return true;
}

bool is_wrong(const Item& item) {
  const auto outcome = property<std::string>(item.properties, "last_outcome");
  if (item.kind == "schedule") return !outcome.empty() && outcome != "ok";
  return item.kind == "server" && property<std::string>(item.properties, "state") == "waiting";
}

bool is_controllable(const Item& item) {
  return item.kind == "schedule" || item.kind == "server";
}

std::string full_name(const Item& item) {
  return item.kind + "/" + item.name;
}

const Item& find_item(const std::vector<Item>& items, const std::string& word) {
  std::vector<const Item*> found;
  for (const Item& item : items) {
    // A whole name is nobody else's, though a bare one may look like it.
    const std::string wanted = compared(item, word);
    if (compared(item, full_name(item)) == wanted) return item;
    if (compared(item, item.name) == wanted) found.push_back(&item);
  }
  if (found.empty()) throw no_such_item(items, word);
  prefer_what_runs(found);
  if (found.size() > 1) throw several(found, word);
  return *found.front();
}

const Item& find_schedule(const std::vector<Item>& items, const std::string& word) {
  std::vector<std::string> names;
  std::string hint;
  for (const Item& item : items) {
    if (item.kind != "schedule") {
      if (is_named(item, word)) hint = "'" + full_name(item) + "' is no schedule";
      continue;
    }
    if (is_named(item, word)) return item;
    names.push_back(item.name);
    names.push_back(full_name(item));
  }
  throw Failure(Exit::not_found, "there is no schedule '" + word + "'",
                hint.empty() ? nearest_hint(word, names) : hint);
}

Failure no_such_item(const std::vector<Item>& items, const std::string& word) {
  std::vector<std::string> names;
  for (const Item& item : items) {
    names.push_back(item.name);
    names.push_back(full_name(item));
  }
  return {Exit::not_found, "there is no schedule, server, listener or module '" + word + "'",
          nearest_hint(word, names)};
}

}  // namespace aio::ctl
