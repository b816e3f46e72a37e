// SPDX-License-Identifier: MIT
#include "daemon/runtime/signals/signals.hpp"

#include <aio/log.hpp>

#include <algorithm>
#include <utility>

namespace aio::runtime {

SignalTable::SignalTable(Loop& loop, Observer& observer, Fold fold, Sections sections)
    : loop_(loop),
      observer_(observer),
      fold_(std::move(fold)),
      sections_(std::move(sections)),
      turn_(loop, *this, &SignalTable::begin_waiting),
      runs_(loop, *this) {}

SignalTable::~SignalTable() {
  for (auto& [name, entry] : entries_) entry->table = nullptr;
}

void SignalTable::replace(std::vector<plan::ListenerSpec> listeners,
                          std::vector<plan::SignalSpec> policies) {
  for (auto& [name, entry] : entries_) {
    entry->configured.clear();
    entry->has_policy = false;
    entry->policy = {};
    entry->listeners_changed();
  }
  for (plan::ListenerSpec& spec : listeners) configure(std::move(spec));
  for (plan::SignalSpec& spec : policies) {
    SignalEntry& signal = entry(spec.name);
    signal.policy = std::move(spec);
    signal.has_policy = true;
  }
  forget_idle();
  turn_.start_now();  // there may be more room than before
}

void SignalTable::configure(plan::ListenerSpec spec) {
  SignalEntry& signal = entry(spec.signal);
  const bool twice = std::ranges::any_of(signal.configured, [&](const auto& listener) {
    return listener->handler == spec.handler_name;
  });
  if (twice) return;
  if (signal.configured.empty()) signal.spelling = spec.signal;
  const ListenerPtr listener(new Listener);
  listener->item = {"signal/" + signal.spelling, spec.handler_name};
  listener->config = sections_("listen/" + spec.section);
  listener->handler = std::move(spec.handler_name);
  listener->section = std::move(spec.section);
  listener->function = std::move(spec.function);
  signal.configured.push_back(listener);
}

SignalEntry* SignalTable::find(std::string_view name) const {
  const auto found = entries_.find(fold_(name));
  return found == entries_.end() ? nullptr : found->second.get();
}

SignalEntry& SignalTable::entry(std::string_view name) {
  std::string folded = fold_(name);
  const auto found = entries_.find(folded);
  if (found != entries_.end()) return *found->second;
  if (entries_.size() >= forget_at_) forget_idle();
  return *entries_
              .emplace(std::move(folded), std::make_shared<SignalEntry>(*this, std::string(name)))
              .first->second;
}

// Code may emit and listen under any number of names: what is nobody's any more goes, at the price
// of a look at all of them each time that their number has doubled.
void SignalTable::forget_idle() noexcept {
  std::erase_if(entries_, [](const auto& item) {
    return item.second->idle() && item.second.use_count() == 1;
  });
  forget_at_ = std::max<std::size_t>(64, 2 * entries_.size());
}

std::shared_ptr<aio::detail::SignalLine> SignalTable::line(std::string_view name) {
  return entry(name).shared_from_this();
}

Signals::Subscription SignalTable::listen(std::string name, ListenerFunction function) {
  SignalEntry& signal = entry(name);
  const ListenerPtr listener(new Listener);
  listener->item = {"signal/" + signal.spelling, "(code)"};
  listener->handler = "(code)";
  listener->function = std::move(function);
  listener->subscription = ++last_subscription_;
  signal.by_code.push_back(listener);
  signal.listeners_changed();
  by_code_.emplace(listener->subscription, &signal);
  tell(signal);
  return listener->subscription;
}

void SignalTable::unlisten(Subscription subscription) noexcept {
  const auto found = by_code_.find(subscription);
  if (found == by_code_.end()) return;
  SignalEntry& signal = *found->second;
  by_code_.erase(found);
  const auto listener = std::ranges::find(signal.by_code, subscription, &Listener::subscription);
  (*listener)->listening = false;
  signal.by_code.erase(listener);
  signal.listeners_changed();
  tell(signal);
}

// Who watches sees each emit in its listeners' way: the short way tells nobody of anything.
void SignalTable::watch(bool on) {
  watched_ = on;
  for (auto& [name, entry] : entries_) entry->listeners_changed();
}

bool SignalTable::heard(std::string_view name) const {
  const SignalEntry* const signal = find(name);
  return signal != nullptr && signal->heard();
}

std::optional<SignalSnapshot> SignalTable::find_snapshot(std::string_view name) const {
  const SignalEntry* const signal = find(name);
  if (signal == nullptr || !signal->heard() || signal->spelling != name) return std::nullopt;
  return signal->snapshot();
}

std::vector<std::string> SignalTable::names(const std::string* after, std::size_t most) const {
  std::vector<std::string> names;
  auto next = after != nullptr ? entries_.upper_bound(fold_(*after)) : entries_.begin();
  for (; next != entries_.end() && names.size() < most; ++next)
    if (next->second->heard()) names.push_back(next->second->spelling);
  return names;
}

std::vector<SignalSnapshot> SignalTable::snapshots() const {
  std::vector<SignalSnapshot> all;
  for (const auto& [name, entry] : entries_)
    if (entry->heard()) all.push_back(entry->snapshot());
  return all;
}

task<> SignalTable::stop(std::chrono::nanoseconds drain) {
  const bool in_time = co_await runs_.tally().empty(drain);
  stopped_ = true;
  drop_waiting();
  if (!in_time)
    log::warning("{} listeners are asked to stop, they did not end in time", runs_.size());
  runs_.request_stop();
  while (runs_.tally().count() > 0) co_await runs_.tally().empty();
}

}  // namespace aio::runtime
