// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "ctl/output.hpp"
#include "ctl/testing/runner.hpp"

namespace aio::ctl::tests {

/// How much of the results is printed as they come.
enum class Telling { all, failures, nothing };

/// Prints the results as they come and keeps them; where standard error is a terminal, it has a
/// line that tells what runs. Owned by the verb.
class Teller final : public Observer {
 public:
  Teller(Output& output, Telling telling);
  ~Teller() override { clear_line(); }
  Teller(const Teller&) = delete;
  Teller& operator=(const Teller&) = delete;

  void has_results(const std::vector<Result>& results) override;
  void is_running(const TestFile& file, std::size_t done, std::size_t all) override;
  void is_stopping() override;
  void clear_line();

  const std::vector<Result>& results() const { return results_; }

  /// Whether all that was printed has been written; Output has said why it was not.
  bool is_heard() const { return is_heard_; }

 private:
  Output& output_;
  const Telling telling_;
  const bool has_terminal_;
  bool is_heard_ = true;
  std::string line_;  // that stands on the terminal
  std::vector<Result> results_;
};

}  // namespace aio::ctl::tests
