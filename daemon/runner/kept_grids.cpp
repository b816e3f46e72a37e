// SPDX-License-Identifier: MIT
// Schedules go on in the process that follows this one as if there had been one process.
#include "daemon/runner/runner.hpp"

namespace aio::runner {

// Only the first ones have been in the process before.
void Runner::keep_schedules_going(bool first) {
  runtime::LastDue* const last_due = host_.kept_moment();
  if (last_due == nullptr) return;
  timetable_.go_on(first ? runtime::parse_grids(host_.kept_grids()) : runtime::Grids(), *last_due);
}

task<> Runner::keep_grids() {
  if (state_ == State::stopping || host_.kept_moment() == nullptr) co_return;
  const std::string text = dumped(timetable_.grids());
  co_await worker_.run([this, &text] {
    host_.keep_grids(text);
    return true;
  });
}

}  // namespace aio::runner
