// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/loop.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace aio::runtime {

/// What a program prints, as lines of the log with its item's name before them and its fields
/// beside. A line may begin with its priority as sd-daemon(3) has it, `<3>`; others are INFO. At
/// most 10,000 lines and 4 MiB of them in 30 s are logged, the rest is counted, and told. Owned by
/// the process's run; the item outlives it.
class OutputLog {
 public:
  static constexpr std::size_t longest_line = 8192;  ///< of a longer one each piece is a line

  OutputLog(const Loop& loop, const Item& item) noexcept : loop_(loop), item_(item) {}

  void out(std::string_view data) { take(out_, data, false); }
  void err(std::string_view data) { take(err_, data, true); }
  void end();  ///< what has no line end yet is a line now

  /// Whether nothing more is logged for now, so that lines need not be told apart.
  bool full() const noexcept { return lines_ >= most_lines || bytes_ >= most_bytes; }

  /// The last lines on standard error, joined by " / ".
  std::string last_errors() const;

 private:
  static constexpr std::uint64_t most_lines = 10'000;
  static constexpr std::uint64_t most_bytes = 4U << 20U;

  void take(std::string& begun, std::string_view data, bool is_error);
  void line(std::string_view text, bool is_error);
  void begin_window();
  void tell_dropped();

  const Loop& loop_;
  const Item& item_;
  std::string out_;  // lines without their ends yet
  std::string err_;
  std::deque<std::string> last_errors_;
  TimePoint window_{};
  std::uint64_t lines_ = 0;  // in this window
  std::uint64_t bytes_ = 0;
  std::uint64_t dropped_ = 0;  // bytes
};

}  // namespace aio::runtime
