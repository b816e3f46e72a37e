// SPDX-License-Identifier: MIT
#pragma once

#include "conf/facts.hpp"
#include "conf/keys.hpp"
#include "conf/module_keys.hpp"

namespace aio::conf {

/// A row of the key table, in the words that the bus and `aioctl --json` have for it. "NAME" stands
/// for the name of a section that has one.
Facts facts_of(const Key& key);

/// All rows: the table's, then those of the modules, if there are any.
std::vector<Facts> facts_of_keys(const ModuleKeys* declared);

}  // namespace aio::conf
