// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "ctl/screen.hpp"
#include "ctl/table.hpp"

namespace aio::ctl {

/// A line of a block, as systemctl writes them: "     State: running", wrapped under itself where
/// the screen is not as wide. Nothing for an empty value. Pure.
std::string field(const std::string& label, const Cell& value, const Screen& screen);

}  // namespace aio::ctl
