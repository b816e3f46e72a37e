// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "daemon/plan/log_format.hpp"

// One value as a field of a format asks for it, as Python would write it. Pure.
namespace aio::runtime {

std::string pad_text(std::string text, const plan::LogField& field);
std::string pad_whole(std::int64_t number, const plan::LogField& field);
std::string pad_real(double number, const plan::LogField& field);

}  // namespace aio::runtime
