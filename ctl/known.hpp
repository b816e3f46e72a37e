// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "conf/facts.hpp"
#include "conf/module_keys.hpp"
#include "ctl/answers.hpp"

// What aioctl knows of keys and values by itself, as the daemon would tell it. Pure.
namespace aio::ctl {

Properties properties_of(const conf::Facts& facts);
std::vector<Properties> properties_of(const std::vector<conf::Facts>& each);

/// The rows of the key table, and those of a configuration's modules.
std::vector<Properties> known_keys(const conf::ModuleKeys* declared = nullptr);

}  // namespace aio::ctl
