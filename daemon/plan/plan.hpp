// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "daemon/plan/spec.hpp"

namespace aio::plan {

/// One thing that a change does, in the words that aioctl prints.
struct Step {
  enum class Action { start, change, rebind, stop };  ///< rebind: a server moves

  Action action;
  std::string item;  ///< "schedule/NAME", "listen/NAME", "command/NAME", "logger/NAME" ...

  auto operator<=>(const Step&) const = default;
};

/// The past tense, for the answer to whoever asked: "started", "changed", "rebound", "stopped".
std::string done(Step::Action action);

/// What turns one set of specs into another, and leaves alone all that is the same in both. What is
/// to start is prepared before anything is stopped.
struct Plan {
  std::vector<Step> steps;  ///< starts and changes in the order of the wanted ones, then stops

  std::vector<ScheduleSpec> schedules;  ///< to add, or to put in place of the one of that name
  std::vector<std::string> gone_schedules;
  std::vector<ServerSpec> servers;  ///< to open, before the one of that name goes
  std::vector<std::string> gone_servers;
  std::string kept;  ///< how many are left alone: "3 schedules, 1 server"; empty: none
};

/// Pure. Listeners and the signals' policies have no state of their own: all wanted ones replace
/// all running ones, and only the steps tell them apart.
Plan plan_change(const Specs& running, const Specs& wanted);

}  // namespace aio::plan
