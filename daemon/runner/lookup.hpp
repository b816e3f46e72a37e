// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conf/config.hpp"
#include "conf/facts.hpp"

// Questions about a configuration, interpolated, as callers from outside ask them. All throw
// Error{not_found} with the nearest known name, and Error{broken_config} for values whose `${}`
// cannot be resolved, each a line with its place.
namespace aio::runner {

using Values = std::vector<std::pair<std::string, std::string>>;

std::string value_of(const conf::Config& config, std::string_view section, std::string_view option);
Values values_of(const conf::Config& config, std::string_view section);
Values own_values_of(const conf::Config& config,
                     std::string_view section);  ///< none that are DEFAULT's

/// Where a value comes from, also one that nobody has set, if the key table has its name.
conf::Where where_of(const conf::Config& config, std::string_view section, std::string_view option);

/// The keys that are known: aio's own, then those that the configuration's modules have declared.
std::vector<conf::Facts> keys_of(const conf::Config& config);

/// Every section, DEFAULT first if it has options.
std::vector<std::pair<std::string, Values>> all_values(const conf::Config& config);

}  // namespace aio::runner
