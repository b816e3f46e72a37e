// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "conf/config.hpp"
#include "daemon/plan/keys.hpp"
#include "daemon/plan/literal.hpp"
#include "daemon/plan/parse_specs.hpp"

namespace aio::plan {

/// `args` and `kwargs` of one [handler_NAME], bound to the names that its class gives them, as a
/// call in Python is. Each mistake is a Finding at its place. A view for the time of one
/// parse_logging().
class LogArguments {
 public:
  LogArguments(Keys& keys, std::span<const std::string_view> parameters, Findings& findings);
  /// Every keyword is taken, and nothing without one.
  LogArguments(Keys& keys, Findings& findings);

  // The value of a parameter; what is not given, or None, leaves `value` as it is.
  void text(std::string_view name, std::string& value);
  void flag(std::string_view name, bool& value);
  void count(std::string_view name, std::uint64_t& value, std::uint64_t most);

  const Literal* find(std::string_view name) const;  ///< null when it is not given, or None
  const std::map<std::string, Literal, std::less<>>& all() const { return values_; }

  /// "'mode' is ..., expected 'a' or 'w'", at the place of the value.
  void mistake(std::string_view name, const std::string& expected);
  bool sound() const { return sound_; }
  conf::Place place() const;  ///< of args, or of what stands for them

 private:
  Literal read(std::string_view option);
  void bind(const Literal& args, std::span<const std::string_view> parameters);
  void bind_keywords(std::span<const std::string_view> parameters, bool any);
  void report(std::string_view option, std::string what);

  Keys& keys_;
  Findings& findings_;
  std::map<std::string, Literal, std::less<>> values_;
  std::map<std::string, std::string_view, std::less<>> options_;  ///< where each value stands
  bool sound_ = true;
};

/// A literal as a message shows it.
std::string shown(const Literal& literal);

}  // namespace aio::plan
