// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <utility>

#include "daemon/runtime/loop/tally.hpp"
#include "daemon/runtime/schedules/run_outcome.hpp"

namespace aio::runtime {

/// Who asked for a run and may wait for its end. Shared by the caller and the run; the caller may
/// go first.
class TriggerTicket {
 public:
  TriggerTicket() { open_.enter(); }

  void end(RunOutcome outcome) {
    if (outcome_) return;
    outcome_ = std::move(outcome);
    open_.leave();
  }
  const std::optional<RunOutcome>& outcome() const noexcept {
    return outcome_;
  }  ///< until then none

  task<> ended() { co_await open_.empty(); }

 private:
  std::optional<RunOutcome> outcome_;
  Tally open_;
};

}  // namespace aio::runtime
