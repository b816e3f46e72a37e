// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aio::plan {

/// What stands at a place of a line: text as it is, or an attribute of the record, by Python's name
/// for it; the last three are ours.
enum class LogKey {
  literal,
  asctime,
  created,
  filename,
  func_name,
  levelname,
  levelno,
  lineno,
  message,
  module,
  msecs,
  name,
  pathname,
  process,
  process_name,
  relative_created,
  thread,
  thread_name,
  fields,
  item,
  run
};

/// How a value is written: printf's flags and str.format's alignment come to the same.
struct LogField {
  char type = 's';  ///< s d o x X e E f F g G
  char align = 0;   ///< < > ^ =, or 0: numbers to the right, if `numbers_right`, all else left
  std::string fill = " ";
  char sign = '-';  ///< + or blank: also before what is not negative
  bool alternate = false;
  int width = 0;
  int precision = -1;

  bool operator==(const LogField&) const = default;
};

/// The format of a line, read once.
struct LogFormat {
  struct Piece {
    LogKey key = LogKey::literal;
    std::string literal;
    LogField field{};

    bool operator==(const Piece&) const = default;
  };

  std::vector<Piece> pieces;
  std::string datefmt;  ///< of strftime(3); empty: Python's `2026-01-31 12:00:00,250`

  bool operator==(const LogFormat&) const = default;
};

struct LogFormatReading {
  LogFormat format;
  std::string mistake;  ///< in words; empty: none
};

/// Reads a format in Python's style '%', '{' or '$'. Pure.
LogFormatReading parse_log_format(std::string_view text, char style);

/// The widest field that a format may ask for.
inline constexpr int widest_log_field = 1000;

}  // namespace aio::plan
