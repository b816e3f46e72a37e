// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "ctl/testing/child.hpp"
#include "ctl/testing/job.hpp"
#include "ctl/testing/scratch.hpp"

namespace aio::ctl::tests {

/// How files with tests are run. A plain value.
struct RunSettings {
  Selection selection{};
  std::size_t parallel = 1;                          ///< programs at once
  std::optional<std::chrono::microseconds> limit{};  ///< of each program; of a README, each block
  std::size_t repeat = 1;                            ///< as often, or until it has failed
  std::vector<std::filesystem::path> module_path{};
};

/// Who is told of what the Runner does, while it does it. Outlives it.
class Observer {
 public:
  virtual ~Observer() = default;

  virtual void has_results(const std::vector<Result>& results) = 0;  ///< in order of the files
  /// The first of those that run, of so many files.
  virtual void is_running(const TestFile& file, std::size_t done, std::size_t all) = 0;
  virtual void is_stopping() = 0;  ///< a signal came
};

/// Runs files with tests, some at once, in a poll(2) loop, and tells their results in order. Owned
/// by the verb, for one run. When it goes, nothing that it started is left.
class Runner {
 public:
  Runner(std::vector<TestFile> files, RunSettings settings, Observer& observer);
  ~Runner();

  /// 0, or the signal that came (SIGINT, SIGTERM, SIGHUP): then what was on has been ended, and is
  /// not told. Throws std::system_error.
  int run();

 private:
  struct Place;

  void start_more();
  void go_on(Place& place);
  void begin_command(Place& place, const Command& command);
  void finish(Place& place);
  bool repeats(Place& place);
  void tell_finished();
  void tell_running();
  void serve();
  void read(Place& place);
  void stop_all(Haste haste);
  std::size_t running() const;

  std::vector<TestFile> files_;
  const RunSettings settings_;
  Observer& observer_;
  Scratch scratch_;
  conf::Descriptor signals_;
  int stopped_by_ = 0;
  std::size_t next_ = 0;                        // file to start
  std::size_t told_ = 0;                        // files whose results were told
  std::vector<std::unique_ptr<Place>> places_;  // by file
};

}  // namespace aio::ctl::tests
