// SPDX-License-Identifier: MIT
#include "daemon/plan/plan.hpp"

#include <map>
#include <string_view>

namespace aio::plan {
namespace {

using Action = Step::Action;

bool same(const ScheduleSpec& one, const ScheduleSpec& other) {
  return one.every == other.every && one.rule->fingerprint == other.rule->fingerprint;
}

bool same(const CommandSpec& one, const CommandSpec& other) {
  return one.handler_name == other.handler_name;
}

template <class Spec>
bool same(const Spec& one, const Spec& other) {
  return one.fingerprint == other.fingerprint;
}

template <class Spec>
Action difference(const Spec&, const Spec&) {
  return Action::change;
}

Action difference(const ServerSpec& running, const ServerSpec& wanted) {
  return running.endpoint() == wanted.endpoint() ? Action::change : Action::rebind;
}

template <class Spec>
std::map<std::string_view, const Spec*> by_name(const std::vector<Spec>& specs) {
  std::map<std::string_view, const Spec*> names;
  for (const Spec& spec : specs) names.emplace(spec.name, &spec);
  return names;
}

template <class Spec>
void compare(std::string_view kind,
             const std::vector<Spec>& running,
             const std::vector<Spec>& wanted,
             std::vector<Step>& steps,
             std::vector<Spec>& fresh,
             std::vector<std::string>& gone) {
  const auto now = by_name(running);
  for (const Spec& spec : wanted) {
    const auto old = now.find(spec.name);
    if (old != now.end() && same(*old->second, spec)) continue;
    const Action action = old == now.end() ? Action::start : difference(*old->second, spec);
    steps.push_back({action, std::string(kind) + spec.name});
    fresh.push_back(spec);
  }
  const auto then = by_name(wanted);
  for (const Spec& spec : running)
    if (!then.contains(spec.name)) gone.push_back(spec.name);
}

void add_stops(std::string_view kind,
               const std::vector<std::string>& gone,
               std::vector<Step>& steps) {
  for (const std::string& name : gone) steps.push_back({Action::stop, std::string(kind) + name});
}

/// What each [listen/NAME] says, in one text.
std::map<std::string, std::string> listener_sections(const std::vector<ListenerSpec>& listeners) {
  std::map<std::string, std::string> sections;
  for (const ListenerSpec& listener : listeners)
    sections[listener.section] += listener.signal + '\0' + listener.handler_name + '\0';
  return sections;
}

void compare_listeners(const std::vector<ListenerSpec>& running,
                       const std::vector<ListenerSpec>& wanted,
                       std::vector<Step>& steps,
                       std::vector<std::string>& gone) {
  const auto now = listener_sections(running);
  const auto then = listener_sections(wanted);
  for (const auto& [section, text] : then) {
    const auto old = now.find(section);
    if (old != now.end() && old->second == text) continue;
    steps.push_back({old == now.end() ? Action::start : Action::change, "listen/" + section});
  }
  for (const auto& [section, text] : now)
    if (!then.contains(section)) gone.push_back(section);
}

void add_count(std::string& text, std::size_t count, const std::string& kind) {
  if (count == 0) return;
  text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + kind + (count > 1 ? "s" : "");
}

/// Of the items that the configuration declares; listeners are counted by section.
std::string kept(const Specs& wanted, const Plan& plan) {
  std::size_t touched = 0;
  for (const Step& step : plan.steps)
    if (step.item.starts_with("listen/") && step.action != Action::stop) ++touched;
  std::string text;
  add_count(text, wanted.schedules.size() - plan.schedules.size(), "schedule");
  add_count(text, wanted.servers.size() - plan.servers.size(), "server");
  add_count(text, listener_sections(wanted.listeners).size() - touched, "listen section");
  return text;
}

/// What is only listed: the steps tell of it, and nothing starts or stops.
template <class Spec>
void compare_listed(std::string_view kind,
                    const std::vector<Spec>& running,
                    const std::vector<Spec>& wanted,
                    std::vector<Step>& steps) {
  std::vector<Spec> fresh;
  std::vector<std::string> gone;
  compare(kind, running, wanted, steps, fresh, gone);
  add_stops(kind, gone, steps);
}

/// A section of logging, as a step names it. What is there by itself is no item.
struct LogSection {
  std::string name;
  std::string fingerprint;
};

template <class Spec>
std::vector<LogSection> log_sections(const std::vector<Spec>& specs) {
  std::vector<LogSection> sections;
  for (const Spec& spec : specs)
    if (!spec.section.empty()) sections.push_back({spec.section, spec.fingerprint});
  return sections;
}

/// All of it is swapped at once, so that only the steps tell what is new.
template <class Spec>
void compare_log(std::string_view kind,
                 const std::vector<Spec>& running,
                 const std::vector<Spec>& wanted,
                 std::vector<Step>& steps) {
  compare_listed(kind, log_sections(running), log_sections(wanted), steps);
}

}  // namespace

std::string done(Step::Action action) {
  switch (action) {
    case Action::start:
      return "started";
    case Action::change:
      return "changed";
    case Action::rebind:
      return "rebound";
    case Action::stop:
      return "stopped";
  }
  return {};
}

Plan plan_change(const Specs& running, const Specs& wanted) {
  Plan plan;
  std::vector<std::string> gone_sections;
  std::vector<SignalSpec> fresh_signals;
  std::vector<std::string> gone_signals;
  compare("signal/", running.signals, wanted.signals, plan.steps, fresh_signals, gone_signals);
  compare_listeners(running.listeners, wanted.listeners, plan.steps, gone_sections);
  compare("schedule/", running.schedules, wanted.schedules, plan.steps, plan.schedules,
          plan.gone_schedules);
  compare("server/", running.servers, wanted.servers, plan.steps, plan.servers, plan.gone_servers);
  add_stops("listen/", gone_sections, plan.steps);
  add_stops("signal/", gone_signals, plan.steps);
  add_stops("schedule/", plan.gone_schedules, plan.steps);
  add_stops("server/", plan.gone_servers, plan.steps);
  compare_listed("command/", running.commands, wanted.commands, plan.steps);
  compare_log("handler/", running.logging.handlers, wanted.logging.handlers, plan.steps);
  compare_log("logger/", running.logging.loggers, wanted.logging.loggers, plan.steps);
  plan.kept = kept(wanted, plan);
  return plan;
}

}  // namespace aio::plan
