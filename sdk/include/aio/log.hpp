// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/core.h>
#include <aio/log_record.hpp>

#include <atomic>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <source_location>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

/// What a module writes to the log. A line never blocks: it leaves through bounded queues, and
/// what does not fit is counted and reported. A line that is not wanted costs one comparison.
/// Without an app (a module used by a test of its own) lines go to standard error.
///
/// aio::log::info() and its like write to the module's own logger, which has the module's dotted
/// name; aiod's own lines are of the logger "aio". For any other name there is Logger:
///   const aio::log::Logger db("my.app.db");
///   db.info({{"PEER", peer}, {"BYTES", size}}, "Received {}", what);
/// Names make a tree, as Python's do: a logger without a level has that of "my.app", "my" or the
/// root, the first that has one, and its lines go to the handlers of all of them.
namespace aio::log {

/// A fact beside a line's text: a field of its own in the journal.
struct Field {
  using Value = std::variant<std::string_view, std::int64_t, std::uint64_t, double, bool>;

  Field(std::string_view name, std::string_view value) : name(name), value(value) {}
  Field(std::string_view name, const char* value) : name(name), value(std::string_view(value)) {}
  Field(std::string_view name, const std::string& value)
      : name(name), value(std::string_view(value)) {}
  Field(std::string_view name, bool value) : name(name), value(value) {}
  template <std::signed_integral Number>
  Field(std::string_view name, Number value) : name(name), value(std::int64_t{value}) {}
  template <std::unsigned_integral Number>
  requires(!std::same_as<Number, bool>) Field(std::string_view name, Number value)
      : name(name), value(std::uint64_t{value}) {}
  template <std::floating_point Number>
  Field(std::string_view name, Number value) : name(name), value(static_cast<double>(value)) {}

  std::string_view name;
  Value value;
};

using Fields = std::initializer_list<Field>;

/// A format string with the place that it stands at.
template <class... Args>
struct Format {
  template <class Text>
  consteval Format(const Text& text, std::source_location place = std::source_location::current())
      : text(text), place(place) {}

  fmt::format_string<Args...> text;
  std::source_location place;
};

namespace detail {

/// What the library keeps of one name. It is never freed, so that loggers may point at it.
struct LoggerNode {
  const std::string name;
  std::atomic<int> least{0};  ///< as the sink says it, or 0 when there is none
};

LoggerNode& logger_node(std::string_view name);  ///< any thread; "" is "root"
LoggerNode& aio_node() noexcept;                 ///< of the logger "aio"
void forget_levels() noexcept;                   ///< all nodes ask the sink anew
std::vector<std::string> logger_names();         ///< that anybody has asked for, in order

/// The logger of the free functions in this shared object; null for "aio". One for each shared
/// object by intent: hidden, so that no two of them share it.
[[gnu::visibility("hidden")]] inline constinit LoggerNode* own_node = nullptr;

/// Names the free functions' logger of this shared object. A static of AIO_MODULE.
struct OwnName {
  explicit OwnName(std::string_view name) { own_node = &logger_node(name); }
};

void submit(const LoggerNode& logger,
            Level level,
            std::source_location place,
            Fields fields,
            fmt::string_view text,
            fmt::format_args args);

}  // namespace detail

/// A name in the tree of loggers, as cheap to copy as a pointer. May be static.
class Logger {
 public:
  /// "" and "root" are the root.
  explicit Logger(std::string_view name) : node_(&detail::logger_node(name)) {}
  explicit Logger(detail::LoggerNode& node) noexcept : node_(&node) {}

  const std::string& name() const noexcept { return node_->name; }
  bool wants(Level level) const noexcept {
    return static_cast<int>(level) >= node_->least.load(std::memory_order_relaxed);
  }

  template <class... Args>
  void write(Level level,
             Fields fields,
             const Format<std::type_identity_t<Args>...>& format,
             Args&&... args) const {
    if (wants(level))
      detail::submit(*node_, level, format.place, fields, format.text,
                     fmt::make_format_args(args...));
  }

  template <class... Args>
  void debug(Format<std::type_identity_t<Args>...> format, Args&&... args) const {
    write<Args...>(Level::debug, {}, format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void debug(Fields fields, Format<std::type_identity_t<Args>...> format, Args&&... args) const {
    write<Args...>(Level::debug, fields, format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void info(Format<std::type_identity_t<Args>...> format, Args&&... args) const {
    write<Args...>(Level::info, {}, format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void info(Fields fields, Format<std::type_identity_t<Args>...> format, Args&&... args) const {
    write<Args...>(Level::info, fields, format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void warning(Format<std::type_identity_t<Args>...> format, Args&&... args) const {
    write<Args...>(Level::warning, {}, format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void warning(Fields fields, Format<std::type_identity_t<Args>...> format, Args&&... args) const {
    write<Args...>(Level::warning, fields, format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void error(Format<std::type_identity_t<Args>...> format, Args&&... args) const {
    write<Args...>(Level::error, {}, format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void error(Fields fields, Format<std::type_identity_t<Args>...> format, Args&&... args) const {
    write<Args...>(Level::error, fields, format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void critical(Format<std::type_identity_t<Args>...> format, Args&&... args) const {
    write<Args...>(Level::critical, {}, format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void critical(Fields fields, Format<std::type_identity_t<Args>...> format, Args&&... args) const {
    write<Args...>(Level::critical, fields, format, std::forward<Args>(args)...);
  }

 private:
  detail::LoggerNode* node_;
};

/// The logger that the free functions below write to.
[[gnu::visibility("hidden")]] inline Logger own() noexcept {
  return Logger(detail::own_node ? *detail::own_node : detail::aio_node());
}

template <class... Args>
void debug(Format<std::type_identity_t<Args>...> format, Args&&... args) {
  own().write<Args...>(Level::debug, {}, format, std::forward<Args>(args)...);
}
template <class... Args>
void info(Format<std::type_identity_t<Args>...> format, Args&&... args) {
  own().write<Args...>(Level::info, {}, format, std::forward<Args>(args)...);
}
template <class... Args>
void warning(Format<std::type_identity_t<Args>...> format, Args&&... args) {
  own().write<Args...>(Level::warning, {}, format, std::forward<Args>(args)...);
}
template <class... Args>
void error(Format<std::type_identity_t<Args>...> format, Args&&... args) {
  own().write<Args...>(Level::error, {}, format, std::forward<Args>(args)...);
}
template <class... Args>
void critical(Format<std::type_identity_t<Args>...> format, Args&&... args) {
  own().write<Args...>(Level::critical, {}, format, std::forward<Args>(args)...);
}

}  // namespace aio::log
