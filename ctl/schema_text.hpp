// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "ctl/answers.hpp"
#include "ctl/screen.hpp"

namespace aio::ctl {

/// `config --schema`: the keys by sections, each with its default, its meaning and what its values
/// look like. Pure.
std::string schema_text(const std::vector<Properties>& keys, const Screen& screen);

}  // namespace aio::ctl
