// SPDX-License-Identifier: MIT
#include "ctl/testing/google_test_job.hpp"

#include "conf/files.hpp"

namespace aio::ctl::tests {
namespace {

constexpr std::size_t longest_list = 16 << 20;

Verdict verdict_of(GoogleTestOutput::Ended::How how) {
  using How = GoogleTestOutput::Ended::How;
  return how == How::ok ? Verdict::ok : how == How::failed ? Verdict::failed : Verdict::skipped;
}

// GTEST_SKIP() << "why" prints "file:line: Skipped" and then why.
std::string skip_reason(const std::string& printed) {
  const std::size_t at = printed.find(": Skipped\n");
  std::string why = at == printed.npos ? printed : printed.substr(at + 10);
  while (why.ends_with('\n')) why.pop_back();
  return why;
}

}  // namespace

GoogleTestJob::GoogleTestJob(const TestFile& file, const Selection& selection)
    : Job(file), selection_(selection) {
  const bool is_whole = selection.filter.fits_file(file.module, file.name);
  step_ = is_whole && !selection.only_list ? Step::run : Step::list;
}

std::optional<Command> GoogleTestJob::next(const std::filesystem::path& scratch) {
  Command command{{file_.path.string()}, file_.folder, true};
  switch (step_) {
    case Step::list:
      command.words.push_back("--gtest_list_tests");
      return command;
    case Step::run:
      told_ = scratch / "results.json";
      command.words.push_back("--gtest_output=json:" + told_.string());
      if (!wanted_.empty()) command.words.push_back("--gtest_filter=" + wanted_);
      return command;
    case Step::done:
      break;
  }
  return std::nullopt;
}

void GoogleTestJob::hear(Stream, std::string_view bytes) {
  if (step_ == Step::list)
    list_ += bytes.substr(0, longest_list - list_.size());
  else
    output_.read(bytes);
}

void GoogleTestJob::ended(const Ending& ending) {
  if (step_ == Step::list)
    take_list(ending);
  else
    take_results(ending);
}

void GoogleTestJob::take_list(const Ending& ending) {
  step_ = Step::done;
  const auto tests = parse_test_list(list_);
  if (!ending.is_well() || !tests) {
    Result whole = result();
    whole.verdict = ending.timed_out ? Verdict::timeout : Verdict::failed;
    whole.reason = "--gtest_list_tests: " + (ending.is_well() ? "no tests" : reason(ending));
    whole.output = list_;
    results_.push_back(std::move(whole));
    return;
  }
  for (const std::string& name : *tests) {
    Result test = result(name);
    if (!selection_.filter.fits(test)) continue;
    wanted_ += (wanted_.empty() ? "" : ":") + name;
    test.verdict = Verdict::listed;
    if (selection_.only_list) results_.push_back(std::move(test));
  }
  if (!selection_.only_list && !wanted_.empty()) step_ = Step::run;
}

void GoogleTestJob::take_results(const Ending& ending) {
  step_ = Step::done;
  const conf::FileText told = conf::read_text(told_);
  const auto results = parse_google_results(told.text);
  bool has_failed = false;
  if (results) {
    for (const GoogleTestResult& each : *results) add(each);
  } else {
    add_what_was_heard();
  }
  for (const Result& each : results_) has_failed = has_failed || is_failure(each.verdict);
  if (!results || (!ending.is_well() && !has_failed))
    fail_whole(ending, ending.is_well() ? "it ended before its tests had" : reason(ending));
}

void GoogleTestJob::add(const GoogleTestResult& told) {
  // With a filter, the results tell of all tests that there are.
  Result test = result(told.name);
  if (!selection_.filter.fits(test)) return;
  test.duration = told.duration;
  if (told.disabled) {
    test.verdict = Verdict::skipped;
    test.reason = "disabled";
  } else if (told.failed) {
    test.verdict = Verdict::failed;
    test.output = output_.printed_by(told.name);
    // What is printed has the failures in it.
    if (test.output.empty()) test.reason = told.failure;
  } else if (told.skipped) {
    test.verdict = Verdict::skipped;
    test.reason = skip_reason(output_.printed_by(told.name));
  }
  results_.push_back(std::move(test));
}

void GoogleTestJob::add_what_was_heard() {
  for (const auto& each : output_.ended()) {
    Result test = result(each.name);
    test.verdict = verdict_of(each.how);
    if (test.verdict == Verdict::failed) test.output = each.printed;
    if (test.verdict == Verdict::skipped) test.reason = skip_reason(each.printed);
    results_.push_back(std::move(test));
  }
}

// It crashed, or hung: in the test that was on, if one was.
void GoogleTestJob::fail_whole(const Ending& ending, const std::string& why) {
  add_failure(result(output_.running()), ending, why, output_.last());
}

}  // namespace aio::ctl::tests
