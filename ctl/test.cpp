// SPDX-License-Identifier: MIT
#include "ctl/test.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <system_error>
#include <thread>

#include "conf/file_writer.hpp"
#include "ctl/failure.hpp"
#include "ctl/testing/modules.hpp"
#include "ctl/testing/report.hpp"
#include "ctl/testing/runner.hpp"
#include "ctl/testing/teller.hpp"

namespace aio::ctl {
namespace {

using tests::Result;
using tests::TestFile;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::minutes default_limit{5};

// Before anything runs: nobody wants to hear of it after an hour.
void expect_writable(const std::filesystem::path& file) {
  if (file.empty()) return;
  std::error_code error;
  const bool is_there = std::filesystem::exists(file, error);
  const auto folder = std::filesystem::absolute(file).parent_path();
  if (::access(is_there ? file.c_str() : folder.c_str(), W_OK) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot write " + file.string());
}

// An example that calls `aioctl test` would have itself run without end.
bool is_in_a_test() {
  return std::getenv("AIO_TESTING") != nullptr;
}

std::vector<TestFile> files_of(const std::vector<tests::ModuleFolder>& modules,
                               const Output& output) {
  std::vector<TestFile> files;
  for (const tests::ModuleFolder& module : modules) {
    tests::TestFiles found = find_tests(module);
    for (const std::string& remark : found.remarks) output.note(remark);
    if (is_in_a_test())
      std::erase_if(found.files,
                    [](const TestFile& file) { return file.kind == TestFile::Kind::readme; });
    if (found.files.empty()) output.note("'" + module.name + "' has no tests");
    files.insert(files.end(), found.files.begin(), found.files.end());
  }
  return files;
}

tests::RunSettings settings_of(const Options& options,
                               const std::vector<std::filesystem::path>& module_path) {
  return {.selection = {tests::Filter(options.filter), options.list},
          .parallel = std::max(1U, std::thread::hardware_concurrency()),
          .limit = options.timeout.value_or(default_limit),
          .repeat = options.repeat,
          .module_path = module_path};
}

tests::Telling telling_of(const Options& options) {
  if (options.quiet) return tests::Telling::failures;
  return options.format == Format::text ? tests::Telling::all : tests::Telling::nothing;
}

// As if the signal had not been held up: whoever called us sees that it was this.
[[noreturn]] void end_by(int signal) {
  std::signal(signal, SIG_DFL);
  std::raise(signal);
  std::_Exit(128 + signal);
}

void write_junit(const std::filesystem::path& file,
                 const std::vector<Result>& results,
                 std::chrono::microseconds duration,
                 const Output& output) {
  if (file.empty()) return;
  const conf::FileWriter writer(file);
  if (!writer.write(tests::junit(results, duration)))
    output.note(std::string(conf::owner_changed) + " " + file.string());
}

void print_end(const Options& options,
               const std::vector<Result>& results,
               std::chrono::microseconds duration,
               Output& output) {
  if (options.format != Format::text)
    output.print(tests::json(results, duration, options.format == Format::pretty_json));
  else if (const auto tally = tests::tally_of(results); tally.all() > 0)
    output.print(tests::rendered(tally, duration));
}

}  // namespace

Exit test(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  expect_writable(options.junit);
  const auto started = Clock::now();
  const auto tested = tests::find_tested_modules(options, line.words);
  tests::Teller teller(output, telling_of(options));
  int signal = 0;
  {
    tests::Runner runner(files_of(tested.modules, output), settings_of(options, tested.module_path),
                         teller);
    signal = runner.run();
  }
  teller.clear_line();
  if (signal != 0) end_by(signal);
  const auto& results = teller.results();
  if (results.empty() && !options.filter.empty())
    throw Failure(Exit::not_found, "no test fits '" + options.filter + "'",
                  "--list prints their names");
  const auto duration = std::chrono::floor<std::chrono::microseconds>(Clock::now() - started);
  if (teller.is_heard()) print_end(options, results, duration, output);
  const Exit printed = teller.is_heard() ? output.flush(Exit::done) : Exit::failed;
  write_junit(options.junit, results, duration, output);
  const auto has_failed = [](const Result& each) { return tests::is_failure(each.verdict); };
  return std::ranges::any_of(results, has_failed) ? Exit::failed : printed;
}

}  // namespace aio::ctl
