// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ctl/verbs.hpp"

// What --help prints, made of the verb table. Pure.
namespace aio::ctl {

/// With the commands of a configuration, if there are any: names and their handlers.
std::string help(const std::vector<std::pair<std::string, std::string>>& commands = {});
std::string help(const Verb& verb);

}  // namespace aio::ctl
