// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/testing/job.hpp"
#include "ctl/testing/line_reader.hpp"
#include "ctl/testing/tail.hpp"
#include "ctl/testing/tap.hpp"

namespace aio::ctl::tests {

/// A program of any kind: what it prints is TAP, or its exit status tells how it ended, of which 77
/// means skipped, as automake has it.
class ProgramJob final : public Job {
 public:
  explicit ProgramJob(const TestFile& file) : Job(file) {}

  std::optional<Command> next(const std::filesystem::path& scratch) override;
  void hear(Stream stream, std::string_view bytes) override;
  void ended(const Ending& ending) override;

 private:
  void add_tap(const Ending& ending);
  void add_whole(const Ending& ending, const std::string& why);  // why it is not well; empty: it is
  void add_exit(const Ending& ending);

  bool is_begun_ = false;
  LineReader lines_;
  Tap tap_;
  Tail tail_;
};

}  // namespace aio::ctl::tests
