// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "ctl/answers.hpp"
#include "ctl/screen.hpp"

namespace aio::ctl {

/// One item, as systemctl shows a unit: what it is, how it stands, its counts, then its last runs
/// and its last lines of the log. Pure.
std::string item_block(const Item& item, Time now, const Screen& screen);

}  // namespace aio::ctl
