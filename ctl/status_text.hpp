// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "ctl/answers.hpp"
#include "ctl/screen.hpp"

namespace aio::ctl {

/// How the daemon stands: what it is, what is wrong, then tables of what it runs, each of 20 items
/// at most. Pure.
std::string status_text(const Snapshot& snapshot, Time now, const Screen& screen);

/// The items of a pattern, all of them: a block of each whose history is there, or tables, with
/// what is wrong about them first. Pure.
std::string items_text(const std::vector<Item>& items, Time now, const Screen& screen);

}  // namespace aio::ctl
