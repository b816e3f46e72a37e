// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "ctl/answers.hpp"
#include "ctl/screen.hpp"

namespace aio::ctl {

/// `config --where`: the value in a block, then the references that it came about by, then what it
/// overrides. Pure.
std::string where_text(const Where& where, Time now, const Screen& screen);

}  // namespace aio::ctl
