// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/core.h>

#include <source_location>
#include <string>
#include <string_view>

/// What a module writes to the log. A line never blocks: it leaves through a bounded queue, and
/// what does not fit is counted and reported. Without an app (a module used by a test of its own)
/// lines go to standard error.
namespace aio::log {

enum class Level {
  debug = 10,
  info = 20,
  warning = 30,
  error = 40,
  critical = 50
};  ///< Python's numbers

/// One line on its way to a sink.
struct Record {
  Level level = Level::info;
  std::string text;
  std::source_location place;
};

/// Where records go while an app runs. Both members may be called from any thread.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual bool wants(Level level) const noexcept = 0;
  virtual void write(Record record) noexcept = 0;
};

/// A format string with the place that it stands at.
template <class... Args>
struct Format {
  template <class Text>
  consteval Format(const Text& text, std::source_location place = std::source_location::current())
      : text(text), place(place) {}

  fmt::format_string<Args...> text;
  std::source_location place;
};

bool wanted(Level level) noexcept;
/// Writes a line whether wanted or not.
void submit(Level level, std::source_location place, fmt::string_view text, fmt::format_args args);

template <class... Args>
void write(Level level, const Format<std::type_identity_t<Args>...>& format, Args&&... args) {
  if (wanted(level)) submit(level, format.place, format.text, fmt::make_format_args(args...));
}

template <class... Args>
void debug(Format<std::type_identity_t<Args>...> format, Args&&... args) {
  write<Args...>(Level::debug, format, std::forward<Args>(args)...);
}
template <class... Args>
void info(Format<std::type_identity_t<Args>...> format, Args&&... args) {
  write<Args...>(Level::info, format, std::forward<Args>(args)...);
}
template <class... Args>
void warning(Format<std::type_identity_t<Args>...> format, Args&&... args) {
  write<Args...>(Level::warning, format, std::forward<Args>(args)...);
}
template <class... Args>
void error(Format<std::type_identity_t<Args>...> format, Args&&... args) {
  write<Args...>(Level::error, format, std::forward<Args>(args)...);
}
template <class... Args>
void critical(Format<std::type_identity_t<Args>...> format, Args&&... args) {
  write<Args...>(Level::critical, format, std::forward<Args>(args)...);
}

}  // namespace aio::log
