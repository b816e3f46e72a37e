// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_sections.hpp"

namespace aio::plan {
namespace {

Overlap overlap_of(Keys& keys) {
  return keys.text("overlap") == "parallel" ? Overlap::parallel : Overlap::skip;
}

}  // namespace

std::optional<ScheduleSpec> parse_schedule(const conf::Config& config,
                                           const std::string& section,
                                           const std::string& name,
                                           Functions& functions) {
  Keys keys(config, section);
  ScheduleSpec spec{.name = name,
                    .every = keys.span("every"),
                    .func_name = keys.text("func"),
                    .func = function_of<ScheduleFunction>(keys, "func", functions),
                    .overlap = overlap_of(keys),
                    .enabled = keys.boolean("enabled"),
                    .fingerprint = keys.fingerprint()};
  if (!keys.sound() || !spec.func || spec.every.count() <= 0) return std::nullopt;
  return spec;
}

}  // namespace aio::plan
