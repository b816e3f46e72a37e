// SPDX-License-Identifier: MIT
#include "bench/rounds.hpp"

#include <sched.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace bench {
namespace {

double median_of(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::vector<double> ratios(const std::vector<double>& ours, const std::vector<double>& peers) {
  std::vector<double> all;
  for (std::size_t i = 0; i < ours.size(); ++i) all.push_back(ours[i] / peers[i]);
  return all;
}

/// Keeps us and every child that begins meanwhile on the last of the CPUs that we may use.
class OneCpu {
 public:
  OneCpu() {
    ::sched_getaffinity(0, sizeof all_, &all_);
    cpu_set_t one;
    CPU_ZERO(&one);
    int last = CPU_SETSIZE - 1;
    while (last > 0 && !CPU_ISSET(last, &all_)) --last;
    CPU_SET(last, &one);
    ::sched_setaffinity(0, sizeof one, &one);
  }
  OneCpu(const OneCpu&) = delete;
  ~OneCpu() { ::sched_setaffinity(0, sizeof all_, &all_); }

 private:
  cpu_set_t all_{};
};

/// By contestant, metric and round.
using Values = std::vector<std::vector<std::vector<double>>>;

void take(const Field& field, std::size_t who, Values& values) {
  const Contestant& contestant = field.contestants[who];
  const std::vector<double> taken = contestant.take();
  if (taken.size() != field.metrics.size())
    throw std::runtime_error(contestant.name + " gave another number of metrics");
  for (std::size_t i = 0; i < taken.size(); ++i) values[who][i].push_back(taken[i]);
}

Values run(const Field& field, const Effort& effort) {
  const std::size_t count = field.contestants.size();
  Values values(count, std::vector<std::vector<double>>(field.metrics.size()));
  for (int round = 0; round < effort.rounds; ++round)
    for (std::size_t i = 0; i < count; ++i) take(field, (i + std::size_t(round)) % count, values);
  return values;
}

Row row(const Field& field, const Values& values, std::size_t metric, std::size_t who) {
  Row row{field.metrics[metric], field.contestants[who].name, values[who][metric], {}, {}};
  if (who == 0) return row;
  row.ratio = median_of(ratios(row.values, values[0][metric]));
  const auto& aims = field.contestants[who].aims;
  if (metric < aims.size()) row.aim = aims[metric];
  return row;
}

}  // namespace

double Row::median() const {
  return median_of(values);
}

double Row::least() const {
  return values.empty() ? 0 : *std::min_element(values.begin(), values.end());
}

double Row::most() const {
  return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

bool Row::met() const {
  const auto within = [&](double value, double wanted) {
    return wanted == 0 || (metric.more_is_better ? value >= wanted : value <= wanted);
  };
  return has_aim() && within(ratio.value_or(1), aim.ratio) && within(median(), aim.limit);
}

Result measure(const Question& question, const Effort& effort) try {
  const std::optional<OneCpu> narrow =
      question.on_one_cpu ? std::make_optional<OneCpu>() : std::nullopt;
  const Field field = question.open(effort);
  const Values values = run(field, effort);
  Result result{question.name, question.title, {}};
  for (std::size_t metric = 0; metric < field.metrics.size(); ++metric)
    for (std::size_t who = 0; who < field.contestants.size(); ++who)
      result.rows.push_back(row(field, values, metric, who));
  return result;
} catch (const std::exception& error) {
  throw std::runtime_error(question.name + ": " + error.what());
}

}  // namespace bench
