// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "conf/edits.hpp"

namespace aio::runner {

using conf::Edit;

/// Where an edit goes: into the configuration file, or over all files and into none.
enum class Layer { file, runtime };

/// How a change is made.
struct Terms {
  Layer layer = Layer::file;
  bool only_plan = false;                    ///< tells what it would do, and does nothing
  std::chrono::nanoseconds revert_after{0};  ///< undone by itself unless confirmed; 0: never

  /// Whether something besides files has to outlast a restart.
  bool need_state() const { return layer == Layer::runtime || revert_after.count() > 0; }
};

}  // namespace aio::runner
