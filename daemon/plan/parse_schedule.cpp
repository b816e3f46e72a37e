// SPDX-License-Identifier: MIT
#include <utility>

#include "daemon/plan/parse_sections.hpp"

namespace aio::plan {
namespace {

Overlap overlap_of(Keys& keys) {
  const std::string word = keys.text("overlap");
  if (word == "parallel") return Overlap::parallel;
  return word == "queue" ? Overlap::queue : Overlap::skip;
}

bool has_program(const ScheduleRule& rule) {
  return names_program(rule.func_name) || names_program(rule.cb_name) ||
         names_program(rule.err_name);
}

// Only with programs: that many functions may be on as there may be runs at all.
void read_max_instances(Keys& keys, ScheduleRule& rule) {
  if (names_program(rule.func_name)) rule.max_instances = keys.count("max_instances");
}

}  // namespace

std::shared_ptr<const ScheduleRule> ScheduleRules::shared(ScheduleRule rule) {
  auto& known = rules_[rule.fingerprint];
  if (!known) known = std::make_shared<const ScheduleRule>(std::move(rule));
  return known;
}

void ScheduleRules::know(const Specs& specs) {
  const ScheduleRule* last = nullptr;  // those that share one often stand together
  for (const ScheduleSpec& schedule : specs.schedules)
    if (schedule.rule.get() != std::exchange(last, schedule.rule.get()))
      rules_.emplace(schedule.rule->fingerprint, schedule.rule);
}

void refuse_program_keys(const conf::Config& config,
                         const std::string& section,
                         Functions& functions) {
  for (const std::string& option : config.own_options(section))
    if (is_for_programs(option) || (option == "timeout" && section.starts_with("server/")))
      functions.add_mistake(config.place(section, option),
                            "'" + option + "' is for programs, and [" + section + "] has none");
}

std::optional<ScheduleSpec> parse_schedule(const conf::Config& config,
                                           const std::string& section,
                                           const std::string& name,
                                           Functions& functions,
                                           ScheduleRules& rules) {
  Keys own(config, section);
  ScheduleSpec spec{.name = name, .every = own.span("every"), .rule = nullptr};
  Keys keys(config, section);
  ScheduleRule rule{.func_name = keys.text("func"),
                    .func = function_of<ScheduleFunction>(keys, "func", functions),
                    .cb_name = keys.text("cb"),
                    .cb = function_of<ResultFunction>(keys, "cb", functions),
                    .err_name = keys.text("err"),
                    .err = function_of<FailureFunction>(keys, "err", functions),
                    .overlap = overlap_of(keys),
                    .timeout = keys.span_if_any("timeout").value_or(std::chrono::nanoseconds(0)),
                    .jitter = keys.span("jitter"),
                    .slack = keys.span("slack"),
                    .enabled = keys.boolean("enabled"),
                    .fingerprint = {}};
  read_max_instances(keys, rule);
  if (!has_program(rule)) refuse_program_keys(config, section, functions);
  rule.fingerprint = keys.fingerprint();
  if (!own.sound() || !keys.sound() || !rule.func || spec.every.count() <= 0) return std::nullopt;
  spec.rule = rules.shared(std::move(rule));
  return spec;
}

}  // namespace aio::plan
