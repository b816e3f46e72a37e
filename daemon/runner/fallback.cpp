// SPDX-License-Identifier: MIT
// A start with a bad file: what ran before goes on, and the files wait to be mended.
#include <aio/error.hpp>
#include <aio/log.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include "daemon/runner/configuration_view.hpp"
#include "daemon/runner/problems.hpp"
#include "daemon/runner/runner.hpp"
#include "daemon/runtime/log/log_event.hpp"

namespace aio::runner {

// Where there is none, or it has become bad by itself, what is sound of the files is run.
task<> Runner::take_last_good(Candidate& candidate) {
  std::optional<conf::Search> search;
  try {
    search = co_await last_good_.find(search_);
  } catch (const Error& error) {
    log::error("the last good configuration cannot be had: {}", error.what());
  }
  if (!search) co_return;
  Candidate good;
  good.draft = co_await worker_.run(
      [this, &search] { return draft(*search, Trial(), kept_.state().values); });
  view_.replace(std::make_shared<ConfigurationView>(good.draft.reading.config));
  co_await rehearse(good);
  co_await find_functions(good);
  if (has_mistake_in_a_file(good.mistakes)) {
    view_.replace(std::make_shared<ConfigurationView>(candidate.draft.reading.config));
    co_return;
  }
  good.unheeded = std::move(candidate.mistakes);
  candidate = std::move(good);
  runtime::log_event(log::Level::error, runtime::LogEvent::last_good_used,
                     "the configuration has mistakes: the last good one is run in its place");
}

// What is in files that do not hold cannot be mended option by option: the rest of them would
// begin to hold with the first.
conf::Problems Runner::known_problems() const {
  conf::Problems known;
  std::ranges::copy_if(problems_, std::back_inserter(known), [this](const conf::Problem& problem) {
    return std::ranges::find(unheeded_, problem.what, &conf::Problem::what) == unheeded_.end();
  });
  return known;
}

void Runner::keep_as_good(const Candidate& candidate) {
  if (!candidate.mistakes.empty() || !candidate.unheeded.empty()) return;
  if (last_good_.note(reading_)) tasks_.spawn(last_good_.keep(), {});
}

}  // namespace aio::runner
