// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace aio::ctl {

/// What standard output is, as the system tells it. A value.
struct Terminal {
  bool is_terminal = false;  ///< standard output and standard error both are, as systemd has it
  std::size_t columns = 0;   ///< 0: unknown
  bool utf8 = true;          ///< of the locale

  bool operator==(const Terminal&) const = default;
};

Terminal look_at_terminal();

}  // namespace aio::ctl
