// SPDX-License-Identifier: MIT
#include "ctl/testing/job.hpp"

#include <utility>

#include "ctl/testing/google_test_job.hpp"
#include "ctl/testing/program_job.hpp"
#include "ctl/testing/readme_job.hpp"

namespace aio::ctl::tests {
namespace {

/// A program that is named, and not run.
class ListedJob final : public Job {
 public:
  explicit ListedJob(const TestFile& file) : Job(file) {
    results_.push_back(result());
    results_.back().verdict = Verdict::listed;
  }

  std::optional<Command> next(const std::filesystem::path&) override { return std::nullopt; }
  void hear(Stream, std::string_view) override {}
  void ended(const Ending&) override {}
};

}  // namespace

void Job::add_failure(Result whole, const Ending& ending, std::string why, std::string printed) {
  whole.verdict = ending.timed_out ? Verdict::timeout : Verdict::failed;
  whole.reason = std::move(why);
  whole.output = std::move(printed);
  whole.duration = ending.duration;
  results_.push_back(std::move(whole));
}

std::unique_ptr<Job> make_job(const TestFile& file, const Selection& selection) {
  switch (file.kind) {
    case TestFile::Kind::google_test:
      return std::make_unique<GoogleTestJob>(file, selection);
    case TestFile::Kind::readme:
      return std::make_unique<ReadmeJob>(file, selection);
    case TestFile::Kind::program:
      break;
  }
  if (!selection.filter.fits_file(file.module, file.name)) return nullptr;
  if (selection.only_list) return std::make_unique<ListedJob>(file);
  return std::make_unique<ProgramJob>(file);
}

}  // namespace aio::ctl::tests
