// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "ctl/testing/examples.hpp"
#include "ctl/testing/job.hpp"

namespace aio::ctl::tests {

/// The examples of a README, one block after the other: a later one may need what an earlier one
/// has made.
class ReadmeJob final : public Job {
 public:
  ReadmeJob(const TestFile& file, const Selection& selection);

  std::optional<Command> next(const std::filesystem::path& scratch) override;
  void hear(Stream stream, std::string_view bytes) override;
  void ended(const Ending& ending) override;

 private:
  static constexpr std::size_t most = 4 << 20;  // bytes that a block may print

  std::vector<ExampleBlock> blocks_;
  std::size_t at_ = 0;
  std::string mark_;
  std::string printed_;
};

}  // namespace aio::ctl::tests
