// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/question.hpp"

namespace bench {

/// What one contestant came to in one metric.
struct Row {
  Metric metric;
  std::string contestant;
  std::vector<double> values;   ///< one a round
  std::optional<double> ratio;  ///< the median of the rounds' own ratios; none for the peer
  Aim aim;

  double median() const;
  double least() const;
  double most() const;
  bool has_aim() const { return aim.ratio > 0 || aim.limit > 0; }
  bool met() const;
};

struct Result {
  std::string name;
  std::string title;
  std::vector<Row> rows;
};

/// Measures everybody once a round, in an order that turns by one each round, so that what the
/// machine does meanwhile meets all of them alike. What throws is a std::runtime_error that names
/// question and contestant.
Result measure(const Question& question, const Effort& effort);

}  // namespace bench
