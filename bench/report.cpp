// SPDX-License-Identifier: MIT
#include "bench/report.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

namespace bench {
namespace {

// Four digits say all that such a machine can tell.
std::string short_number(double value) {
  if (value >= 1e6) return fmt::format("{:.4g}M", value / 1e6);
  if (value >= 1e4) return fmt::format("{:.4g}k", value / 1e3);
  if (value >= 1e3) return fmt::format("{:.0f}", value);
  return fmt::format("{:.3g}", value);
}

std::string verdict(const Row& row) {
  if (!row.has_aim()) return "";
  const std::string aim = row.aim.ratio > 0
                              ? fmt::format("{:.2f}", row.aim.ratio)
                              : fmt::format("{} {}", short_number(row.aim.limit), row.metric.unit);
  return fmt::format("{} {} {}", row.metric.more_is_better ? ">=" : "<=", aim,
                     row.met() ? "met" : "BEHIND");
}

std::string line(const Row& row, std::string_view before) {
  const std::string metric = row.metric.name + ", " + row.metric.unit;
  const std::string spread = short_number(row.least()) + ".." + short_number(row.most());
  return fmt::format("  {:<21}{:<21}{:>8}  {:<17}{:>6}  {}\n", metric == before ? "" : metric,
                     row.contestant, short_number(row.median()), spread,
                     row.ratio ? fmt::format("{:.2f}", *row.ratio) : "1.00", verdict(row));
}

}  // namespace

std::string table(const Result& result) {
  std::string text = fmt::format("{} ({})\n", result.title, result.name);
  std::string before;
  for (const Row& row : result.rows) {
    text += line(row, before);
    before = row.metric.name + ", " + row.metric.unit;
  }
  return text;
}

std::string json(const Result& result) {
  nlohmann::ordered_json all = {{"question", result.name}, {"title", result.title}};
  all["rows"] = nlohmann::ordered_json::array();
  for (const Row& row : result.rows) {
    nlohmann::ordered_json one = {{"metric", row.metric.name},    {"unit", row.metric.unit},
                                  {"contestant", row.contestant}, {"median", row.median()},
                                  {"least", row.least()},         {"most", row.most()},
                                  {"values", row.values}};
    if (row.ratio) one["ratio"] = *row.ratio;
    if (row.aim.ratio > 0) one["aim_ratio"] = row.aim.ratio;
    if (row.aim.limit > 0) one["aim_limit"] = row.aim.limit;
    if (row.has_aim()) one["met"] = row.met();
    all["rows"].push_back(std::move(one));
  }
  return all.dump();
}

}  // namespace bench
