// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "ctl/answers.hpp"
#include "ctl/screen.hpp"

namespace aio::ctl {

/// The last runs of an item as a table, the newest first, and its last lines of the log as the
/// journal has them, the newest last; each behind an empty line, and nothing without any. Pure.
std::string history_text(const Item& item, const Screen& screen);

}  // namespace aio::ctl
