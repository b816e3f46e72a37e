// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/testing/google_test.hpp"
#include "ctl/testing/job.hpp"

namespace aio::ctl::tests {

/// A program of GoogleTest's: asked for its tests where only some are wanted, run once, and each
/// test told.
class GoogleTestJob final : public Job {
 public:
  GoogleTestJob(const TestFile& file, const Selection& selection);

  std::optional<Command> next(const std::filesystem::path& scratch) override;
  void hear(Stream stream, std::string_view bytes) override;
  void ended(const Ending& ending) override;

 private:
  enum class Step { list, run, done };

  void take_list(const Ending& ending);
  void take_results(const Ending& ending);
  void add(const GoogleTestResult& told);
  void add_what_was_heard();
  void fail_whole(const Ending& ending, const std::string& why);

  const Selection selection_;
  Step step_;
  std::string list_;              // what it printed when it was asked for its tests
  std::string wanted_{};          // --gtest_filter
  std::filesystem::path told_{};  // the file with the results
  GoogleTestOutput output_;
};

}  // namespace aio::ctl::tests
