// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace bench {

/// How much is measured: the whole run's, the same for ours and peers.
struct Effort {
  int rounds = 7;
  std::chrono::milliseconds slice{300};  ///< that one measurement takes, as far as it can choose
  double size = 1;                       ///< of the many: schedules, sections, connections
};

/// One number that a measurement gives.
struct Metric {
  std::string name;  ///< "rate", "server CPU"
  std::string unit;  ///< "1/s", "us"
  bool more_is_better = false;
};

/// What the ratio to the peer is meant to be, or the median itself; 0 is no aim.
struct Aim {
  double ratio = 0;
  double limit = 0;
};

/// Ours, or a peer. Lives while its question is measured.
struct Contestant {
  std::string name;
  std::vector<Aim> aims;                      ///< one a metric, or fewer
  std::function<std::vector<double>()> take;  ///< one measurement: a number for each metric
};

/// One question, and all who answer it, the peer that is 1.00 first.
struct Field {
  std::vector<Metric> metrics;
  std::vector<Contestant> contestants;
  std::vector<std::shared_ptr<void>> kept;  ///< servers and buses, ended with the question
};

struct Question {
  std::string name;   ///< "tcp/echo/64", which a filter matches
  std::string title;  ///< for people
  std::function<Field(const Effort&)> open;
  /// All that takes part shares one CPU. Else its numbers tell where the scheduler has put client
  /// and server more than what they cost: to wake an idle CPU takes ten times as long as a message.
  bool on_one_cpu = true;
};

/// Each file of questions adds its own; in the order of the table.
using Questions = std::vector<Question>;
void add_tcp(Questions& questions);
void add_udp(Questions& questions);
void add_emit(Questions& questions);
void add_schedules(Questions& questions);
void add_bus(Questions& questions);
void add_ctl(Questions& questions);
void add_programs(Questions& questions);
void add_start(Questions& questions);
void add_config(Questions& questions);
void add_config_of_aiod(Questions& questions);

}  // namespace bench
