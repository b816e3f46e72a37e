// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aio::ctl::tests {

/// The last of what somebody prints, however much that is. A value.
class Tail {
 public:
  static constexpr std::size_t most = 64 << 10;  ///< bytes that are kept for sure

  void add(std::string_view bytes);
  void clear();

  /// From the begin of a line; what is left out before it is told in a line of its own.
  std::string text() const;

 private:
  std::string kept_;
  std::size_t dropped_ = 0;
};

}  // namespace aio::ctl::tests
