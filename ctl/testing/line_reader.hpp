// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace aio::ctl::tests {

/// Makes lines of bytes that come in pieces. A line that is longer than `longest` comes cut. A
/// value.
class LineReader {
 public:
  static constexpr std::size_t longest = 64 << 10;

  /// Calls take(line) for each line that has ended, without its "\n" or "\r\n".
  template <class Take>
  void read(std::string_view bytes, Take&& take) {
    for (std::size_t end = 0; (end = bytes.find('\n')) != bytes.npos;) {
      if (line_.empty()) {
        give(bytes.substr(0, end), take);
      } else {
        keep(bytes.substr(0, end));
        give(std::exchange(line_, {}), take);
      }
      bytes.remove_prefix(end + 1);
    }
    keep(bytes);
  }

  /// The last line, if it has no end.
  template <class Take>
  void finish_last(Take&& take) {
    if (!line_.empty()) give(std::exchange(line_, {}), take);
  }

 private:
  void keep(std::string_view bytes) { line_ += bytes.substr(0, longest - line_.size()); }

  template <class Take>
  static void give(std::string_view line, Take& take) {
    line = line.substr(0, longest);
    if (line.ends_with('\r')) line.remove_suffix(1);
    take(line);
  }

  std::string line_;
};

}  // namespace aio::ctl::tests
