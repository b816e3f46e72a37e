// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "ctl/verbs.hpp"

// What --help prints, made of the verb table. Pure.
namespace aio::ctl {

std::string help();
std::string help(const Verb& verb);

}  // namespace aio::ctl
