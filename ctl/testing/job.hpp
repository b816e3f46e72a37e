// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/testing/command.hpp"
#include "ctl/testing/filter.hpp"
#include "ctl/testing/result.hpp"

namespace aio::ctl::tests {

/// A file that has tests in it. A value.
struct TestFile {
  enum class Kind {
    program,      ///< its exit status tells, or TAP
    google_test,  ///< tells of each of its tests
    readme,       ///< has examples in it
  };

  std::string module;
  std::string name;              ///< as Result::file has it; of a README without the line
  std::filesystem::path path;    ///< absolute
  std::filesystem::path folder;  ///< the module's, absolute
  Kind kind = Kind::program;
};

/// What the tests of a run have in common.
struct Selection {
  Filter filter;
  bool only_list = false;  ///< nothing is run but what it takes to know the tests' names
};

/// One run of a TestFile: which commands that takes, and what is to be made of what they print. It
/// starts nothing itself: the Runner, which owns it, does.
///   next() -> hear()... -> ended() -> next() ... until there is no next; then results() is whole
class Job {
 public:
  virtual ~Job() = default;

  /// `scratch` is an empty folder of this command's own.
  virtual std::optional<Command> next(const std::filesystem::path& scratch) = 0;
  virtual void hear(Stream stream, std::string_view bytes) = 0;
  virtual void ended(const Ending& ending) = 0;

  std::vector<Result>& results() { return results_; }

 protected:
  explicit Job(const TestFile& file) : file_(file) {}

  Result result(std::string test = {}) const {
    return {.module = file_.module, .file = file_.name, .test = std::move(test)};
  }

  /// What ended badly for a reason that none of its results has.
  void add_failure(Result whole, const Ending& ending, std::string why, std::string printed);

  const TestFile file_;
  std::vector<Result> results_;
};

/// Nothing for a file that the filter leaves out.
std::unique_ptr<Job> make_job(const TestFile& file, const Selection& selection);

}  // namespace aio::ctl::tests
