// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
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
  bool boolean(std::string_view option);
  std::uint64_t count(std::string_view option);

  conf::Place place(std::string_view option) const { return config_.place(section_, option); }
  const std::string& section() const { return section_; }

  void mark_unsound() { sound_ = false; }
  bool sound() const { return sound_; }

 private:
  template <class Value>
  Value sound_value(const std::optional<Value>& value) {
    if (!value) sound_ = false;
    return value.value_or(Value());
  }

  const conf::Config& config_;
  const std::string section_;
  bool sound_ = true;
};

}  // namespace aio::plan
