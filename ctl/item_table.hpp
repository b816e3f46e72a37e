// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "ctl/answers.hpp"

// A table for each kind of item, the same in status and in the lists. Pure.
namespace aio::ctl {

/// A row for each item of this kind; nothing, and no head, without any.
std::string item_table(const std::vector<Item>& items, const std::string& kind, Time now);

/// The tables that are not empty, each behind an empty line.
std::string item_tables(const std::vector<Item>& items, Time now);

}  // namespace aio::ctl
