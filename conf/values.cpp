// SPDX-License-Identifier: MIT
#include "conf/values.hpp"

#include <array>
#include <charconv>
#include <limits>

#include "conf/names.hpp"

namespace aio::conf {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t microseconds;
};

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t day = 86'400 * second;
constexpr std::int64_t month = day * 3044 / 100;  // 30.44 days, and a year 365.25: systemd.time(7)
constexpr std::int64_t year = day * 36525 / 100;

constexpr std::array units = {
    Unit{"", second},
    Unit{"us", 1},
    Unit{"usec", 1},
    Unit{"µs", 1},
    Unit{"μs", 1},
    Unit{"ms", 1000},
    Unit{"msec", 1000},
    Unit{"s", second},
    Unit{"sec", second},
    Unit{"second", second},
    Unit{"seconds", second},
    Unit{"m", 60 * second},
    Unit{"min", 60 * second},
    Unit{"minute", 60 * second},
    Unit{"minutes", 60 * second},
    Unit{"h", 3600 * second},
    Unit{"hr", 3600 * second},
    Unit{"hour", 3600 * second},
    Unit{"hours", 3600 * second},
    Unit{"d", day},
    Unit{"day", day},
    Unit{"days", day},
    Unit{"w", 7 * day},
    Unit{"week", 7 * day},
    Unit{"weeks", 7 * day},
    Unit{"M", month},
    Unit{"month", month},
    Unit{"months", month},
    Unit{"y", year},
    Unit{"year", year},
    Unit{"years", year},
};

// What rendered_span writes, from the longest. Months and years are not among them: they are no
// whole days.
constexpr std::array written_units = {
    Unit{"w", 7 * day},
    Unit{"d", day},
    Unit{"h", 3600 * second},
    Unit{"min", 60 * second},
    Unit{"s", second},
    Unit{"ms", 1000},
    Unit{"us", 1},
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

/// Takes what it understands off the front of its text.
class SpanReader {
 public:
  explicit SpanReader(std::string_view text) : text_(strip(text)) {}

  std::optional<Span> all() {
    if (text_.empty()) return std::nullopt;
    while (!text_.empty()) {
      if (!term()) return std::nullopt;
    }
    return Span(total_);
  }

 private:
  bool term() {
    const std::string_view whole = taken(is_digit);
    std::string_view fraction;
    if (text_.starts_with('.')) {
      text_.remove_prefix(1);
      fraction = taken(is_digit);
      if (fraction.empty()) return false;
    }
    if (whole.empty() && fraction.empty()) return false;
    taken(is_blank);
    const std::string_view name =
        taken([](char c) { return !is_digit(c) && !is_blank(c) && c != '.'; });
    taken(is_blank);
    for (const Unit& unit : units) {
      if (unit.name == name) return add(whole, fraction, unit.microseconds);
    }
    return false;
  }

  bool add(std::string_view whole, std::string_view fraction, std::int64_t unit) {
    std::int64_t count = 0;
    if (!whole.empty()) {
      const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), count);
      if (error != std::errc()) return false;
    }
    std::int64_t sum = 0;
    if (__builtin_mul_overflow(count, unit, &sum)) return false;
    // Digits beyond a microsecond fall away, as in systemd.
    for (std::int64_t digit_unit = unit / 10; const char digit : fraction) {
      if (__builtin_add_overflow(sum, (digit - '0') * digit_unit, &sum)) return false;
      digit_unit /= 10;
    }
    return !__builtin_add_overflow(total_, sum, &total_);
  }

  template <class Predicate>
  std::string_view taken(Predicate predicate) {
    std::size_t size = 0;
    while (size < text_.size() && predicate(text_[size])) ++size;
    const std::string_view front = text_.substr(0, size);
    text_.remove_prefix(size);
    return front;
  }

  std::string_view text_;
  std::int64_t total_ = 0;
};

constexpr std::array<std::string_view, 6> level_names = {"NOTSET",  "DEBUG", "INFO",
                                                         "WARNING", "ERROR", "CRITICAL"};

}  // namespace

std::optional<Span> parse_span(std::string_view text) {
  return SpanReader(text).all();
}

std::optional<SpanRange> parse_span_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  const auto first = parse_span(text.substr(0, dots));
  const auto last = dots == std::string_view::npos ? first : parse_span(text.substr(dots + 2));
  if (!first || !last || *first <= Span::zero() || *last < *first) return std::nullopt;
  return SpanRange{*first, *last};
}

std::string rendered_span(Span span) {
  std::string text;
  std::int64_t rest = span.count();
  for (const Unit& unit : written_units) {
    if (rest < unit.microseconds) continue;
    if (!text.empty()) text += ' ';
    text += std::to_string(rest / unit.microseconds);
    text += unit.name;
    rest %= unit.microseconds;
  }
  return text.empty() ? "0" : text;
}

std::optional<bool> parse_boolean(std::string_view text) {
  const std::string word = fold(text);
  for (const char* const yes : {"1", "yes", "true", "on"}) {
    if (word == yes) return true;
  }
  for (const char* const no : {"0", "no", "false", "off"}) {
    if (word == no) return false;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> parse_count(std::string_view text,
                                         std::uint64_t least,
                                         std::uint64_t most) {
  std::uint64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || stop != end || count < least || count > most) return std::nullopt;
  return count;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  constexpr std::string_view units = "KMGT";
  const std::size_t unit = text.empty() ? units.npos : units.find(text.back());
  const std::size_t shift = unit == units.npos ? 0 : 10 * (unit + 1);
  if (shift > 0) text.remove_suffix(1);
  const auto count = parse_count(text, 0, UINT64_MAX >> shift);
  return count ? std::optional(*count << shift) : std::nullopt;
}

std::optional<unsigned> parse_mode(std::string_view text) {
  constexpr unsigned most = 0777;
  unsigned mode = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, failure] = std::from_chars(text.data(), end, mode, 8);
  if (failure != std::errc() || rest != end || mode > most) return std::nullopt;
  return mode;
}

std::optional<Level> parse_level(std::string_view text) {
  for (std::size_t i = 0; i < level_names.size(); ++i) {
    if (level_names[i] == text) return static_cast<Level>(i);
  }
  if (text == "WARN") return Level::warning;
  if (text == "FATAL") return Level::critical;
  return std::nullopt;
}

namespace {

std::vector<std::string> parted(std::string_view text, const char* ends) {
  std::vector<std::string> entries;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(ends), text.size());
    const std::string_view entry = strip(text.substr(0, end));
    if (!entry.empty()) entries.emplace_back(entry);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return entries;
}

}  // namespace

std::vector<std::string> parse_list(std::string_view text) {
  return parted(text, "\n");
}

std::vector<std::string> parse_names(std::string_view text) {
  return parted(text, ",\n");
}

}  // namespace aio::conf
