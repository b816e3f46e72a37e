// SPDX-License-Identifier: MIT
#include "conf/command_names.hpp"

#include <cstddef>

namespace aio::conf {
namespace {

constexpr std::size_t longest_name = 128;

bool is_small_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

bool is_command_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_name && is_small_letter_or_digit(name.front()) &&
         std::ranges::all_of(
             name, [](char c) { return is_small_letter_or_digit(c) || c == '-' || c == '_'; });
}

}  // namespace aio::conf
