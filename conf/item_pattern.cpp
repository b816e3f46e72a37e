// SPDX-License-Identifier: MIT
#include "conf/item_pattern.hpp"

#include <fnmatch.h>

#include <utility>

#include "conf/names.hpp"

namespace aio::conf {
namespace {

bool fits_one(const std::string& pattern, const std::string& name) {
  return pattern == name || ::fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
}

bool fits_either(const std::string& pattern, std::string_view kind, const std::string& name) {
  return fits_one(pattern, name) || fits_one(pattern, std::string(kind) + "/" + name);
}

}  // namespace

ItemPattern::ItemPattern(std::string pattern)
    : pattern_(std::move(pattern)),
      folded_(fold(pattern_)),
      is_name_(pattern_.find_first_of("*?[\\") == pattern_.npos) {}

bool ItemPattern::fits(std::string_view kind, std::string_view name) const {
  return kind == "listener" ? fits_either(folded_, kind, fold(name))
                            : fits_either(pattern_, kind, std::string(name));
}

}  // namespace aio::conf
