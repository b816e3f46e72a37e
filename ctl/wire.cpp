// SPDX-License-Identifier: MIT
#include "ctl/wire.hpp"

#include <cstddef>
#include <optional>
#include <type_traits>
#include <variant>

namespace aio::ctl {
namespace {

Value value_of(const dbus::Value& value) {
  return std::visit(
      []<class Held>(const Held& held) -> Value {
        if constexpr (std::is_integral_v<Held> && !std::is_same_v<Held, bool>)
          return std::uint64_t{held};
        else
          return held;
      },
      value);
}

Properties properties_of(const dbus::Facts& facts) {
  Properties properties;
  for (const auto& [name, value] : facts) properties.emplace_back(name, value_of(value));
  return properties;
}

Item item_of(const std::string& path, const dbus::Facts& facts) {
  const std::size_t slash = path.find('/');
  const std::string name = slash == path.npos ? "" : path.substr(slash + 1);
  return {path.substr(0, slash), name, properties_of(facts)};
}

// Of the types that a record has; what a later version adds in another is left out.
std::optional<Value> value_of(const sdbus::Variant& value) {
  const std::string type = value.peekValueType();
  if (type == "b") return value.get<bool>();
  if (type == "t") return value.get<std::uint64_t>();
  if (type == "s") return value.get<std::string>();
  if (type == "as") return value.get<std::vector<std::string>>();
  return std::nullopt;
}

}  // namespace

std::vector<Properties> records_of(const WireRecords& records) {
  std::vector<Properties> all;
  for (const auto& record : records) all.push_back(properties_of(record));
  return all;
}

std::string take_part(Snapshot& snapshot, const dbus::Rows& part) {
  snapshot.runner = properties_of(part.head);
  const std::string next = property<std::string>(snapshot.runner, "next");
  std::erase_if(snapshot.runner, [](const auto& fact) { return fact.first == "next"; });
  for (const auto& [path, facts] : part.rows) snapshot.items.push_back(item_of(path, facts));
  return next;
}

Where where_of(
    const std::tuple<std::map<std::string, sdbus::Variant>, WireRecords, WireRecords>& where) {
  const auto& [of, origins, steps] = where;
  return {properties_of(of), records_of(origins), records_of(steps)};
}

History history_of(const std::tuple<WireRecords, WireRecords>& history) {
  return {records_of(std::get<0>(history)), records_of(std::get<1>(history))};
}

Properties properties_of(const std::map<std::string, sdbus::Variant>& facts) {
  Properties properties;
  for (const auto& [name, value] : facts)
    if (auto known = value_of(value)) properties.emplace_back(name, *std::move(known));
  return properties;
}

std::vector<Outcome> outcomes_of(const WireOutcomes& outcomes) {
  std::vector<Outcome> all;
  for (const auto& [handler, result, error, usec] : outcomes)
    all.push_back({handler, result, error, usec});
  return all;
}

std::vector<Logger> loggers_of(const WireLoggers& loggers) {
  std::vector<Logger> all;
  for (const auto& [name, level, effective] : loggers) all.push_back({name, level, effective});
  return all;
}

Change change_of(const std::tuple<std::uint64_t, WirePairs>& change) {
  return {std::get<0>(change), pairs_of(std::get<1>(change))};
}

std::vector<std::pair<std::string, std::string>> pairs_of(const WirePairs& pairs) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& [first, second] : pairs) all.emplace_back(first, second);
  return all;
}

std::vector<Section> sections_of(const WireSections& sections) {
  std::vector<Section> all;
  for (const auto& [name, values] : sections) all.push_back({name, pairs_of(values)});
  return all;
}

}  // namespace aio::ctl
