// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log_record.hpp>

#include <string_view>

namespace aio::runtime {

std::string_view word(log::Level level);  ///< "INFO"

}  // namespace aio::runtime
