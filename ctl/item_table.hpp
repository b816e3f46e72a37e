// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ctl/answers.hpp"
#include "ctl/screen.hpp"

// A table for each kind of item, with the same columns in status and in the lists. Pure.
namespace aio::ctl {

/// A row for each item of this kind; nothing, and no head, without any.
std::string item_table(const std::vector<Item>& items,
                       const std::string& kind,
                       Time now,
                       const Screen& screen);

/// The tables that are not empty, each behind an empty line and with a sign before each row. What
/// is wrong comes first, and then what runs; of a kind that has more than `most`, the rest is
/// counted.
std::string item_tables(const std::vector<Item>& items,
                        Time now,
                        const Screen& screen,
                        std::size_t most);

}  // namespace aio::ctl
