// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "ctl/answers.hpp"
#include "ctl/screen.hpp"

namespace aio::ctl {

/// Something that happened, as a line: the time, its kind, the item, what became of it, and more of
/// it. Signs and colours are a terminal's alone. Pure.
std::string event_line(const Event& event, const Screen& screen);

}  // namespace aio::ctl
