// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The words of typed values. All parse_ functions are pure and answer nullopt to what they do not
// know.
namespace aio::conf {

using Span = std::chrono::microseconds;

/// Levels by Python's names and in Python's order. Other rooms map them to their own.
enum class Level { notset, debug, info, warning, error, critical };

/// A time span as systemd.time(7) says: "2", "1.5", "500ms", "1h 30min"; a bare number is seconds.
/// Never negative.
std::optional<Span> parse_span(std::string_view text);

/// Two spans above zero, "1s..60s", of which the last is not the shorter one. One alone is both.
struct SpanRange {
  Span first{0};
  Span last{0};
};
std::optional<SpanRange> parse_span_range(std::string_view text);

/// The span in the same language, in whole units: "1h 30min"; "0" for none.
std::string rendered_span(Span span);

/// Python's getboolean(): 1 yes true on, 0 no false off, in any case.
std::optional<bool> parse_boolean(std::string_view text);

/// Decimal digits, from least to most.
std::optional<std::uint64_t> parse_count(std::string_view text,
                                         std::uint64_t least,
                                         std::uint64_t most);

/// Decimal digits, with a '-' before them or not.
std::optional<std::int64_t> parse_integer(std::string_view text);

/// A number of bytes, with K, M, G or T behind it, each 1024 of the one before: "64K".
std::optional<std::uint64_t> parse_size(std::string_view text);

/// The permissions of a file in octal: "0660", "660", "0"; no bits but those nine.
std::optional<unsigned> parse_mode(std::string_view text);

/// DEBUG, INFO, WARNING, ERROR, CRITICAL or NOTSET, and Python's other names WARN and FATAL.
std::optional<Level> parse_level(std::string_view text);

/// The lines of a list, one entry a line, stripped, without the empty ones.
std::vector<std::string> parse_list(std::string_view text);

/// The same for entries that are parted by commas as well.
std::vector<std::string> parse_names(std::string_view text);

}  // namespace aio::conf
