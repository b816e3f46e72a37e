// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "conf/config.hpp"

namespace aio::plan {

/// Typed reading of one section through the key table: a value, or the table's default. What cannot
/// be read makes the section unsound and nothing else; conf::judge() has said why.
class Keys {
 public:
  Keys(const conf::Config& config, std::string section)
      : config_(config), section_(std::move(section)) {}

  std::string text(std::string_view option);  ///< empty when there is neither value nor default
  std::chrono::nanoseconds span(std::string_view option);
  std::optional<std::chrono::nanoseconds> span_if_any(std::string_view option);  ///< none: empty
  bool boolean(std::string_view option);
  std::uint64_t count(std::string_view option);
  unsigned mode(std::string_view option);  ///< of a file

  conf::Place place(std::string_view option) const { return config_.place(section_, option); }
  const std::string& section() const { return section_; }

  /// Tells what a handler's text was found to be.
  void add_identity(const void* function);

  bool sound() const { return sound_; }
  void unsound() { sound_ = false; }

  /// All that was read so far. A section that has another one after a reload is another thing: an
  /// option reads otherwise, or a function comes from another load of its module.
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  template <class Value>
  Value sound_value(const std::optional<Value>& value) {
    if (!value) sound_ = false;
    return value.value_or(Value());
  }

  const conf::Config& config_;
  const std::string section_;
  bool sound_ = true;
  std::string fingerprint_;
};

}  // namespace aio::plan
