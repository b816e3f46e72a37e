// SPDX-License-Identifier: MIT
#include "daemon/runner/value_times.hpp"

#include "conf/document.hpp"
#include "conf/module_keys.hpp"

namespace aio::runner {
namespace {

Moment later(Moment one, Moment other) {
  return one.generation < other.generation ? other : one;
}

/// Also one whose default holds again.
bool has_a_value(const conf::Config& config, const std::pair<std::string, std::string>& name) {
  const auto& [section, option] = name;
  return config.raw(section, option) ||
         (config.has_section(section) && conf::find_key(config, section, option) != nullptr);
}

}  // namespace

void ValueTimes::note(const Names& changed, const conf::Config& now, Moment moment) {
  if (first_.generation == 0) {
    first_ = moment;
    return;
  }
  bool some_gone = false;
  for (const auto& name : changed) {
    if (has_a_value(now, name))
      times_[name] = moment;
    else
      some_gone = true;
  }
  if (some_gone)
    std::erase_if(times_, [&](const auto& each) { return !has_a_value(now, each.first); });
}

// A section whose own value has gone shows what DEFAULT has, from that moment on.
Moment ValueTimes::since(std::string_view section, std::string_view option) const {
  const auto found = times_.find({std::string(section), std::string(option)});
  return found == times_.end() ? first_ : found->second;
}

Moment ValueTimes::since(const conf::Where& where) const {
  Moment last = since(where.section, where.option);
  if (!where.origins.empty()) last = later(last, since(where.origins[0].section, where.option));
  for (const auto& [step, origin] : where.steps) {
    if (!origin) continue;  // what is outside of the files stays as it was when aiod started
    last = later(last, since(step.section, step.option));
    last = later(last, since(origin->section, step.option));
  }
  return last;
}

}  // namespace aio::runner
