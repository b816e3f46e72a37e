// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_sections.hpp"

#include <map>

#include "conf/names.hpp"

namespace aio::plan {
namespace {

Overflow overflow_of(Keys& keys) {
  const std::string text = keys.text("overflow");
  if (text == "drop-oldest") return Overflow::drop_oldest;
  if (text == "drop-newest") return Overflow::drop_newest;
  return Overflow::block;
}

std::chrono::nanoseconds timeout_of(Keys& keys) {
  return keys.text("timeout").empty() ? std::chrono::nanoseconds(0) : keys.span("timeout");
}

}  // namespace

std::optional<SignalSpec> parse_signal(const conf::Config& config,
                                       const std::string& section,
                                       const std::string& name) {
  Keys keys(config, section);
  SignalSpec spec{.name = name,
                  .timeout = timeout_of(keys),
                  .queue = keys.count("queue"),
                  .overflow = overflow_of(keys),
                  .exported = keys.boolean("export"),
                  .fingerprint = keys.fingerprint()};
  if (!keys.sound()) return std::nullopt;
  return spec;
}

void refuse_second_policies(const conf::Config& config,
                            std::vector<SignalSpec>& signals,
                            Functions& functions) {
  std::map<std::string, std::string> taken;
  std::erase_if(signals, [&](const SignalSpec& signal) {
    const auto [other, first] = taken.try_emplace(conf::fold(signal.name), signal.name);
    if (first) return false;
    const conf::Place place = config.section_place("signal/" + other->second);
    functions.add_mistake(config.section_place("signal/" + signal.name),
                          "[signal/" + signal.name + "] is the signal of [signal/" + other->second +
                              "] in " + place.file + ":" + std::to_string(place.line) +
                              ": names do not tell case apart");
    return true;
  });
}

}  // namespace aio::plan
