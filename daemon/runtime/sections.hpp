// SPDX-License-Identifier: MIT
#pragma once

#include <aio/config.hpp>

#include <functional>
#include <string>

namespace aio::runtime {

/// Looks a section up, by its full name, in the configuration that holds now.
using Sections = std::function<Section(std::string section)>;

}  // namespace aio::runtime
