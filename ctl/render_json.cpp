// SPDX-License-Identifier: MIT
#include "ctl/render_json.hpp"

#include <nlohmann/json.hpp>

namespace aio::ctl {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json, Layout layout) {
  // Paths need not be UTF-8; what is not, is replaced.
  constexpr auto replace = Json::error_handler_t::replace;
  return json.dump(layout == Layout::indented ? 2 : -1, ' ', false, replace) + "\n";
}

void add(Json& to, const Properties& properties) {
  for (const auto& [name, value] : properties)
    std::visit([&, &key = name](const auto& held) { to[key] = held; }, value);
}

Json json_of(const Item& item) {
  Json json = {{"name", item.name}};
  add(json, item.properties);
  return json;
}

Json json_of(const std::vector<Properties>& rows) {
  Json list = Json::array();
  for (const Properties& row : rows) add(list.emplace_back(Json::object()), row);
  return list;
}

Json json_of(const Logger& logger) {
  return {
      {"name", logger.name}, {"level", logger.level}, {"effective_level", logger.effective_level}};
}

void add(Json& list, const Item& item, const std::vector<Properties>& records) {
  for (const Properties& record : records) {
    Json json = {{"item", item.kind + "/" + item.name}};
    add(json, record);
    list.push_back(std::move(json));
  }
}

// An item has a count of runs, so these stand beside the items.
void add_history(Json& whole, const std::vector<Item>& items) {
  for (const Item& item : items) {
    if (!item.history) continue;
    for (const char* const list : {"runs", "lines"})
      if (!whole.contains(list)) whole[list] = Json::array();
    add(whole["runs"], item, item.history->runs);
    add(whole["lines"], item, item.history->lines);
  }
}

}  // namespace

std::string json(const Snapshot& snapshot, Layout layout) {
  Json whole = Json::object();
  add(whole, snapshot.runner);
  for (const char* const list : {"schedules", "servers", "listeners", "modules"})
    whole[list] = Json::array();
  for (const Item& item : snapshot.items) whole[item.kind + "s"].push_back(json_of(item));
  add_history(whole, snapshot.items);
  return text_of(whole, layout);
}

std::string json(const std::vector<Item>& items, const std::string& kind, Layout layout) {
  Json list = Json::array();
  for (const Item& item : items) list.push_back(json_of(item));
  return text_of({{kind + "s", list}}, layout);
}

std::string json(const Activity& activity, Layout layout) {
  return text_of({{"kind", activity.kind}, {"name", activity.name}, {"active", activity.active}},
                 layout);
}

std::string json(const Event& event, Layout layout) {
  Json json = {{"time_usec", event.time_usec}, {"kind", event.kind}, {"item", event.item}};
  add(json, event.details);
  return text_of(json, layout);
}

std::string json(const Action& action, Layout layout) {
  return text_of({{"action", action.action}, {"item", action.item}}, layout);
}

std::string json(const Run& run, Layout layout) {
  return text_of({{"schedule", run.schedule},
                  {"outcome", run.outcome},
                  {"error", run.error},
                  {"duration_usec", run.duration_usec}},
                 layout);
}

std::string json(const std::vector<Logger>& loggers, Layout layout) {
  Json list = Json::array();
  for (const Logger& logger : loggers) list.push_back(json_of(logger));
  return text_of({{"loggers", list}}, layout);
}

std::string json(const Logger& logger, Layout layout) {
  return text_of(json_of(logger), layout);
}

std::string json(const std::vector<Outcome>& outcomes, Layout layout) {
  Json list = Json::array();
  for (const auto& [handler, result, error, usec] : outcomes)
    list.push_back(
        {{"handler", handler}, {"outcome", result}, {"error", error}, {"duration_usec", usec}});
  return text_of({{"outcomes", list}}, layout);
}

std::string json(const Change& change, Layout layout) {
  Json done = Json::array();
  for (const auto& [action, item] : change.done)
    done.push_back({{"action", action}, {"item", item}});
  return text_of({{"generation", change.generation}, {"done", done}}, layout);
}

std::string json(const Where& where, Layout layout) {
  Json whole = Json::object();
  add(whole, where.of);
  whole["origins"] = json_of(where.origins);
  whole["steps"] = json_of(where.steps);
  return text_of(whole, layout);
}

std::string schema_json(const std::vector<Properties>& keys, Layout layout) {
  return text_of({{"keys", json_of(keys)}}, layout);
}

std::string json(const std::vector<Section>& sections, Layout layout) {
  Json whole = Json::object();
  for (const Section& section : sections) {
    Json& values = whole[section.name] = Json::object();
    for (const auto& [option, value] : section.values) values[option] = value;
  }
  return text_of(whole, layout);
}

}  // namespace aio::ctl
