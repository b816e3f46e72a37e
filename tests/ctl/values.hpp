// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ctl/answers.hpp"

// What the daemon answers with, written short.
namespace aio::ctl {

inline constexpr std::uint64_t second = 1'000'000;  // in the microseconds of D-Bus

inline Value number(std::uint64_t value) {
  return value;
}

inline Value word(std::string value) {
  return value;
}

inline Value words(std::vector<std::string> value) {
  return value;
}

}  // namespace aio::ctl
