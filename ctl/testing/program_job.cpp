// SPDX-License-Identifier: MIT
#include "ctl/testing/program_job.hpp"

#include <sys/wait.h>

#include <utility>

namespace aio::ctl::tests {
namespace {

// Of the GNU coding standards and automake's manual, "Simple Tests".
constexpr int skipped_status = 77;

std::string last_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

std::string both(const std::string& one, const std::string& other, const char* between) {
  return one + (one.empty() || other.empty() ? "" : between) + other;
}

Result of_tap(Result result, const Tap::Test& test) {
  if (test.skipped || (test.todo && !test.ok)) {
    result.verdict = Verdict::skipped;
    result.reason = test.todo ? both("to do", test.reason, ": ") : test.reason;
  } else if (!test.ok) {
    result.verdict = Verdict::failed;
    result.reason = test.comment;
  }
  return result;
}

}  // namespace

std::optional<Command> ProgramJob::next(const std::filesystem::path&) {
  if (std::exchange(is_begun_, true)) return std::nullopt;
  return Command{{file_.path.string()}, file_.folder};
}

void ProgramJob::hear(Stream stream, std::string_view bytes) {
  tail_.add(bytes);
  if (stream == Stream::output)
    lines_.read(bytes, [this](std::string_view line) { tap_.read_line(line); });
}

void ProgramJob::ended(const Ending& ending) {
  lines_.finish_last([this](std::string_view line) { tap_.read_line(line); });
  if (tap_.is_tap())
    add_tap(ending);
  else
    add_exit(ending);
}

void ProgramJob::add_exit(const Ending& ending) {
  Result result = this->result();
  result.duration = ending.duration;
  const bool has_exited = !ending.timed_out && !ending.lost && WIFEXITED(ending.status);
  if (ending.error == 0 && has_exited && WEXITSTATUS(ending.status) == skipped_status) {
    result.verdict = Verdict::skipped;
    result.reason = last_line(tail_.text());
  } else if (!ending.is_well()) {
    result.verdict = ending.timed_out ? Verdict::timeout : Verdict::failed;
    result.reason = reason(ending);
    result.output = tail_.text();
  }
  results_.push_back(std::move(result));
}

void ProgramJob::add_tap(const Ending& ending) {
  if (const auto why = tap_.skip_reason(); why && ending.is_well()) {
    Result result = this->result();
    result.verdict = Verdict::skipped;
    result.reason = *why;
    result.duration = ending.duration;
    results_.push_back(std::move(result));
    return;
  }
  bool has_failed = false;
  for (const Tap::Test& test : tap_.tests()) {
    results_.push_back(of_tap(
        result(test.description.empty() ? std::to_string(test.number) : test.description), test));
    if (!is_failure(results_.back().verdict)) continue;
    // What the program printed stands once, with the first.
    if (!std::exchange(has_failed, true)) results_.back().output = tail_.text();
  }
  // A producer may well end with another status because a test failed, and that is told already.
  const bool is_told = has_failed && ending.error == 0 && !ending.timed_out && !ending.lost &&
                       WIFEXITED(ending.status);
  add_whole(ending,
            both(ending.is_well() || is_told ? "" : reason(ending), tap_.objection(), "\n"));
}

void ProgramJob::add_whole(const Ending& ending, const std::string& why) {
  if (!why.empty()) add_failure(result(), ending, why, tail_.text());
}

}  // namespace aio::ctl::tests
