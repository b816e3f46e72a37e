// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace aio::ctl {

/// Shows the text through the user's pager, and comes back when that has ended: whoever quits it
/// early has seen enough. False when standard output is none for a pager, or none could be started.
bool show_in_pager(std::string_view text);

}  // namespace aio::ctl
