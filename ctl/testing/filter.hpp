// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include "ctl/testing/result.hpp"

namespace aio::ctl::tests {

/// Which tests --filter means: a shell pattern for MODULE/FILE/TEST, or for what is left of that
/// without MODULE/, or without MODULE/FILE/. That of a file alone means all that is in it. A value.
class Filter {
 public:
  Filter() = default;
  explicit Filter(std::string pattern) : pattern_(std::move(pattern)) {}

  bool is_everything() const { return pattern_.empty(); }
  const std::string& text() const { return pattern_; }

  /// Whether it means the file as a whole.
  bool fits_file(const std::string& module, const std::string& file) const;
  bool fits(const Result& test) const;

 private:
  bool fits_name(const std::string& name) const;

  std::string pattern_;
};

}  // namespace aio::ctl::tests
