// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace aio::conf {

/// Which items a word means: a shell pattern for KIND/NAME, or for NAME. A plain value.
class ItemPattern {
 public:
  explicit ItemPattern(std::string pattern);

  /// A name is itself, even with a bracket in it; those of listeners tell no case apart.
  bool fits(std::string_view kind, std::string_view name) const;

  bool is_name() const noexcept { return is_name_; }  ///< without anything that makes a pattern
  const std::string& text() const noexcept { return pattern_; }

 private:
  std::string pattern_;
  std::string folded_;
  bool is_name_;
};

}  // namespace aio::conf
