// SPDX-License-Identifier: MIT
// <aio/settings.hpp>, by what the configuration takes for numbers and spans.
#include <aio/settings.hpp>

#include <aio/app.hpp>
#include <aio/error.hpp>

#include <optional>
#include <utility>

#include "conf/values.hpp"

namespace aio {
namespace {

std::string name_of(const Section& section, std::string_view option) {
  return "'" + std::string(option) + "' in [" + section.name() + "]";
}

/// The text may be a credential, so that it is not told.
template <class Value>
Value sound(const std::optional<Value>& value,
            const Section& section,
            std::string_view option,
            const char* expected) {
  if (value) return *value;
  throw Error(Fault::broken_config,
              "the option " + name_of(section, option) + " is not " + expected);
}

}  // namespace

Settings::Settings(std::string section) : section_(app::config(), std::move(section)) {}

std::string Settings::text(std::string_view option) const {
  if (auto value = section_.get(option)) return *std::move(value);
  throw Error(Fault::not_found, "there is no option " + name_of(section_, option));
}

std::int64_t Settings::integer(std::string_view option) const {
  return sound(conf::parse_integer(text(option)), section_, option, "a whole number");
}

std::uint64_t Settings::size(std::string_view option) const {
  return sound(conf::parse_size(text(option)), section_, option,
               "a size in bytes such as 4096 or 64K");
}

std::chrono::microseconds Settings::duration(std::string_view option) const {
  return sound(conf::parse_span(text(option)), section_, option,
               "a time span such as 500ms or 1h 30min");
}

bool Settings::boolean(std::string_view option) const {
  return sound(conf::parse_boolean(text(option)), section_, option, "yes or no");
}

}  // namespace aio
