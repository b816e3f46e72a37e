// SPDX-License-Identifier: MIT
#pragma once

#include <aio/signals.hpp>

#include <chrono>
#include <string>

namespace aio::runtime {

/// How one run of a schedule ended. `dropped`: it never began, or was asked to stop. `begun`: it is
/// on, or waits for its turn.
struct RunOutcome {
  Outcome::Result result = Outcome::Result::ok;
  std::string error;  ///< empty when ok
  std::chrono::microseconds took{0};
};

std::string word(
    Outcome::Result result);  ///< "ok", "failed", "timeout", "dropped", "begun", "begun"

}  // namespace aio::runtime
