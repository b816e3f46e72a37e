// SPDX-License-Identifier: MIT
// How a degraded runner becomes whole by itself: what was missing at the start is tried again, with
// the configuration as it was read then, since an unfinished edit is not to be picked up.
#include <aio/error.hpp>
#include <aio/log.hpp>
#include <aio/sleep.hpp>

#include <algorithm>
#include <utility>

#include "daemon/runner/runner.hpp"

namespace aio::runner {
namespace {

constexpr std::chrono::seconds first_pause{1};
constexpr std::chrono::seconds longest_pause{60};

}  // namespace

void Runner::begin_to_mend(Draft draft) {
  tasks_.spawn(mend(std::move(draft)), {});
}

// A change by the user in the meantime makes a generation that is whole: there is nothing to mend.
task<> Runner::mend(Draft draft) {
  auto pause = first_pause;
  auto mended = generation_;
  while (state_ == State::degraded && generation_ == mended) {
    co_await sleep(pause);
    pause = std::min(pause * 2, longest_pause);
    if (co_await try_again(draft)) mended = generation_;
  }
}

/// Whether something that was missing came, and runs now.
task<bool> Runner::try_again(const Draft& draft) {
  const auto turn = co_await turns_.next();
  if (state_ != State::degraded) co_return false;
  Candidate candidate{.draft = draft};
  find_functions(candidate);
  co_await prepare(candidate, Rigour::what_is_sound);
  const bool better = candidate.mistakes.size() + candidate.missing.size() < problems_.size();
  if (!better || state_ != State::degraded) co_return false;
  co_await commit(std::move(candidate));
  log::info("mended: {}", summary(snapshot()));
  co_return true;
}

}  // namespace aio::runner
