// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace aio::fuzz {

/// What stands between the separators; one part at least. Views into the input.
inline std::vector<std::string_view> parts(std::string_view input, char separator) {
  std::vector<std::string_view> all;
  for (std::size_t end = 0; (end = input.find(separator)) != std::string_view::npos;
       input.remove_prefix(end + 1)) {
    all.push_back(input.substr(0, end));
  }
  all.push_back(input);
  return all;
}

inline void require(bool holds, const char* what) {
  if (!holds) throw std::logic_error(std::string("it does not hold that ") + what);
}

}  // namespace aio::fuzz
