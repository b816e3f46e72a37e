// SPDX-License-Identifier: MIT
#include "daemon/plan/keys.hpp"

#include <limits>

#include "conf/keys.hpp"
#include "conf/values.hpp"

namespace aio::plan {

std::string Keys::text(std::string_view option) {
  try {
    std::string value = conf::value_or_default(config_, section_, option);
    fingerprint_.append(option).append(1, '\0').append(value).append(1, '\0');
    return value;
  } catch (const conf::InterpolationError&) {
    sound_ = false;
    return {};
  }
}

void Keys::add_identity(const void* function) {
  fingerprint_ += std::to_string(reinterpret_cast<std::uintptr_t>(function));
}

std::chrono::nanoseconds Keys::span(std::string_view option) {
  return sound_value(conf::parse_span(text(option)));
}

std::optional<std::chrono::nanoseconds> Keys::span_if_any(std::string_view option) {
  const std::string value = text(option);
  if (value.empty()) return std::nullopt;
  return sound_value(conf::parse_span(value));
}

unsigned Keys::mode(std::string_view option) {
  return sound_value(conf::parse_mode(text(option)));
}

bool Keys::boolean(std::string_view option) {
  return sound_value(conf::parse_boolean(text(option)));
}

std::uint64_t Keys::count(std::string_view option) {
  const conf::Key* key = conf::find_key(section_, option);
  const std::uint64_t least = key ? key->least : 0;
  const std::uint64_t most = key ? key->most : std::numeric_limits<std::uint64_t>::max();
  return sound_value(conf::parse_count(text(option), least, most));
}

}  // namespace aio::plan
