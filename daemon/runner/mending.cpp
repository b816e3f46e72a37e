// SPDX-License-Identifier: MIT
// How a degraded runner becomes whole by itself: what was missing at the start is tried again, with
// the configuration as it was read then, since an unfinished edit is not to be picked up.
#include <aio/error.hpp>
#include <aio/log.hpp>
#include <aio/sleep.hpp>

#include <algorithm>
#include <utility>

#include "daemon/runner/runner.hpp"
#include "daemon/runtime/failure.hpp"

namespace aio::runner {
namespace {

constexpr std::chrono::seconds first_pause{1};
constexpr std::chrono::seconds longest_pause{60};

}  // namespace

void Runner::begin_to_mend() {
  unmended_ = true;
  if (!std::exchange(mending_, true)) tasks_.spawn(mend(), {});
}

task<> Runner::mend() {
  auto pause = first_pause;
  while (unmended_) {
    co_await sleep(pause);
    pause = std::min(pause * 2, longest_pause);
    try {
      co_await try_again();
    } catch (const Cancelled&) {
      throw;
    } catch (...) {
      log::error("not mended, tried again: {}", runtime::text_of_current());
    }
  }
  mending_ = false;
}

task<> Runner::try_again() {
  const auto turn = co_await turns_.next();
  if (!unmended_ || state_ == State::stopping) co_return;
  Candidate candidate{.draft = {reading_, std::nullopt}, .unheeded = unheeded_};
  co_await rehearse(candidate);
  co_await find_functions(candidate);
  co_await prepare(candidate, Rigour::what_is_sound);
  const bool better =
      candidate.mistakes.size() + candidate.missing.size() + unheeded_.size() < problems_.size();
  if (!better || state_ == State::stopping) co_return;
  co_await commit(std::move(candidate));
  log::info("mended: {}", summary());
}

}  // namespace aio::runner
