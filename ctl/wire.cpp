// SPDX-License-Identifier: MIT
#include "ctl/wire.hpp"

#include <cstddef>
#include <optional>

namespace aio::ctl {
namespace {

std::optional<Value> value_of(const sdbus::Variant& variant) {
  const std::string type = variant.peekValueType();
  if (type == "b") return variant.get<bool>();
  if (type == "s") return variant.get<std::string>();
  if (type == "as") return variant.get<std::vector<std::string>>();
  if (type == "q") return std::uint64_t{variant.get<std::uint16_t>()};
  if (type == "u") return std::uint64_t{variant.get<std::uint32_t>()};
  if (type == "t") return variant.get<std::uint64_t>();
  return std::nullopt;
}

Properties properties_of(const WireProperties& wire) {
  Properties properties;
  for (const auto& [name, variant] : wire)
    if (auto value = value_of(variant)) properties.emplace_back(name, std::move(*value));
  return properties;
}

Item item_of(const std::string& path, const WireProperties& properties) {
  const std::size_t slash = path.find('/');
  const std::string name = slash == path.npos ? "" : path.substr(slash + 1);
  return {path.substr(0, slash), name, properties_of(properties)};
}

}  // namespace

Snapshot snapshot_of(const std::tuple<WireProperties, WireItems>& status) {
  const auto& [runner, items] = status;
  Snapshot snapshot{properties_of(runner), {}};
  for (const auto& [path, properties] : items) snapshot.items.push_back(item_of(path, properties));
  return snapshot;
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
