// SPDX-License-Identifier: MIT
#include "daemon/modules/wording.hpp"

namespace aio::modules {
std::string in_quotes(std::string_view text) {
  return "'" + std::string(text) + "'";
}

std::string listed(std::span<const std::string> names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "nothing" : text;
}

}  // namespace aio::modules
