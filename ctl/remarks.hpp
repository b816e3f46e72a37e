// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "ctl/answers.hpp"

namespace aio::ctl {

/// Of each item, a line for what somebody should look at and no column has room for: counts that
/// are not 0, such as "server/dns: 12 datagrams dropped", and the last run that did not end well.
/// Pure.
std::string remarks(const std::vector<Item>& items);

}  // namespace aio::ctl
