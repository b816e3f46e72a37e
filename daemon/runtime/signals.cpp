// SPDX-License-Identifier: MIT
#include "daemon/runtime/signals.hpp"

#include <aio/log.hpp>

#include <algorithm>
#include <utility>

#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/run_number.hpp"

namespace aio::runtime {
namespace {

constexpr std::size_t longest_chain = 100;

}  // namespace

/// One emit: whom it began, and how they ended. Shared by the emit's coroutine and its listeners'
/// runs, of which either may end first.
struct SignalTable::Emission {
  std::string name;
  std::string data;
  std::shared_ptr<const Listeners> listeners;
  std::vector<Outcome> outcomes;
  std::vector<TimePoint> began;
  Tally under_way;

  void end_all(Outcome::Result result, const std::string& error) {
    for (Outcome& outcome : outcomes) {
      outcome.result = result;
      outcome.error = error;
    }
  }
};

SignalTable::SignalTable(Loop& loop, Observer& observer, Fold fold, Sections sections)
    : loop_(loop),
      observer_(observer),
      fold_(std::move(fold)),
      sections_(std::move(sections)),
      runs_(loop) {}

void SignalTable::Entry::join() {
  auto all = std::make_shared<Listeners>(configured);
  all->insert(all->end(), by_code.begin(), by_code.end());
  heard = std::move(all);
}

void SignalTable::replace(std::vector<plan::ListenerSpec> listeners,
                          std::vector<plan::SignalSpec> policies) {
  policies_.clear();
  for (plan::SignalSpec& policy : policies) policies_[fold_(policy.name)] = std::move(policy);
  for (auto& [name, entry] : entries_) entry.configured.clear();
  for (plan::ListenerSpec& spec : listeners) configure(std::move(spec));
  std::erase_if(entries_, [](const auto& item) { return item.second.empty(); });
  for (auto& [name, entry] : entries_) entry.join();
}

void SignalTable::configure(plan::ListenerSpec spec) {
  Entry& signal = entry(spec.signal);
  const bool twice = std::ranges::any_of(signal.configured, [&](const auto& listener) {
    return listener->handler == spec.handler_name;
  });
  if (twice) return;
  if (signal.configured.empty()) signal.spelling = spec.signal;
  signal.configured.push_back(std::make_shared<Listener>(
      Listener{std::move(spec.handler_name), std::move(spec.section), std::move(spec.function)}));
}

SignalTable::Entry& SignalTable::entry(const std::string& name) {
  Entry& found = entries_[fold_(name)];
  if (found.spelling.empty()) found.spelling = name;
  return found;
}

Signals::Subscription SignalTable::listen(std::string name, ListenerFunction listener) {
  Entry& signal = entry(name);
  const Subscription subscription = ++last_subscription_;
  signal.by_code.push_back(
      std::make_shared<Listener>(Listener{"(code)", {}, std::move(listener), subscription}));
  signal.join();
  tell(signal);
  return subscription;
}

void SignalTable::unlisten(Subscription subscription) noexcept {
  const auto is_meant = [&](const auto& listener) {
    return listener->subscription == subscription;
  };
  const auto found = std::ranges::find_if(
      entries_, [&](auto& item) { return std::erase_if(item.second.by_code, is_meant) > 0; });
  if (found == entries_.end()) return;
  found->second.join();
  tell(found->second);
  if (found->second.empty()) entries_.erase(found);
}

task<std::vector<Outcome>> SignalTable::emit(std::string name, std::string data, Until until) {
  if (const auto policy = policies_.find(fold_(name));
      policy != policies_.end() && policy->second.exported)
    observer_.emitted(name, data);
  const auto emission = std::make_shared<Emission>();
  if (const auto found = entries_.find(fold_(name)); found != entries_.end()) {
    ++found->second.emitted;
    tell(found->second);
    emission->listeners = found->second.heard;
    emission->outcomes.resize(emission->listeners->size());
    emission->began.resize(emission->listeners->size());
  }
  emission->name = std::move(name);
  emission->data = std::move(data);
  const TaskContext context = co_await current_context();
  begin_all(emission, depth_of(context.stop));
  if (until == Until::begun) co_return emission->outcomes;
  while (emission->under_way.count() > 0) co_await emission->under_way.empty();
  co_return std::move(emission->outcomes);
}

void SignalTable::begin_all(const std::shared_ptr<Emission>& emission, std::size_t depth) {
  for (std::size_t i = 0; i < emission->outcomes.size(); ++i)
    emission->outcomes[i].handler = (*emission->listeners)[i]->handler;
  if (stopped_) return emission->end_all(Outcome::Result::dropped, "the app has stopped");
  if (depth >= longest_chain) {
    emission->end_all(Outcome::Result::failed, "a chain of more than 100 emits, cut here");
    if (chain_warnings_.passes(loop_.now()))
      log::error("signal '{}': a chain of more than 100 emits, cut here", emission->name);
    return;
  }
  for (std::size_t i = 0; i < emission->outcomes.size(); ++i) begin(emission, i, depth);
}

// A run holds the emission, and with it the listener whose function is the coroutine's own object.
void SignalTable::begin(const std::shared_ptr<Emission>& emission,
                        std::size_t index,
                        std::size_t depth) {
  const Listener& listener = *(*emission->listeners)[index];
  emission->began[index] = loop_.now();
  emission->outcomes[index].result = Outcome::Result::begun;
  emission->under_way.enter();
  const auto item = std::make_shared<const Item>(
      Item{"signal/" + emission->name, listener.handler, next_run_number()});
  const detail::ItemScope scope(item.get());
  try {
    Section section =
        listener.section.empty() ? Section() : sections_("listen/" + listener.section);
    Signal signal(emission->name, emission->data, std::move(section));
    if (listener.function.plain()) {
      listener.function.call(std::move(signal));
      return ended(*emission, index, nullptr);
    }
    runs_.spawn(listener.function.run(std::move(signal)), token_of(depth), item,
                [this, emission, index](const std::exception_ptr& failure) {
                  ended(*emission, index, failure);
                });
  } catch (...) {
    ended(*emission, index, std::current_exception());
  }
}

void SignalTable::ended(Emission& emission, std::size_t index, const std::exception_ptr& failure) {
  using std::chrono::duration_cast;
  Outcome& outcome = emission.outcomes[index];
  outcome.took = duration_cast<std::chrono::microseconds>(loop_.now() - emission.began[index]);
  outcome.error = text_of(failure);
  outcome.result = Outcome::Result::ok;
  if (is_cancellation(failure)) {
    outcome.result = Outcome::Result::dropped;
  } else if (failure) {
    outcome.result = Outcome::Result::failed;
    count_failure(emission.name);
    observer_.failed("signal/" + emission.name, outcome.error);
    log::error("signal '{}': {}: {}", emission.name, outcome.handler, outcome.error);
  }
  emission.under_way.leave();
}

// The signal may have lost its last listener since the emit began.
void SignalTable::count_failure(const std::string& name) {
  const auto found = entries_.find(fold_(name));
  if (found == entries_.end()) return;
  ++found->second.failures;
  tell(found->second);
}

std::size_t SignalTable::depth_of(const std::stop_token& stop) const noexcept {
  for (std::size_t depth = 0; depth < levels_.size(); ++depth)
    if (levels_[depth].get_token() == stop) return depth + 1;
  return 0;
}

std::stop_token SignalTable::token_of(std::size_t depth) {
  while (levels_.size() <= depth) levels_.emplace_back();
  return levels_[depth].get_token();
}

bool SignalTable::heard(std::string_view name) const {
  return entries_.contains(fold_(name));
}

SignalSnapshot SignalTable::snapshot(const Entry& entry) const {
  entry.told = false;
  SignalSnapshot signal{
      .name = entry.spelling, .emitted = entry.emitted, .failures = entry.failures};
  for (const auto& listener : *entry.heard)
    signal.listeners.push_back({listener->section, listener->handler});
  return signal;
}

// An emit must not cost more for being watched: once is enough until somebody looks.
void SignalTable::tell(const Entry& entry) const noexcept {
  if (!std::exchange(entry.told, true)) observer_.listener_changed(entry.spelling);
}

std::optional<SignalSnapshot> SignalTable::find_snapshot(std::string_view name) const {
  const auto found = entries_.find(fold_(name));
  if (found == entries_.end() || found->second.spelling != name) return std::nullopt;
  return snapshot(found->second);
}

std::vector<std::string> SignalTable::names() const {
  std::vector<std::string> names;
  for (const auto& [name, entry] : entries_) names.push_back(entry.spelling);
  return names;
}

std::vector<SignalSnapshot> SignalTable::snapshots() const {
  std::vector<SignalSnapshot> all;
  for (const auto& [name, entry] : entries_) all.push_back(snapshot(entry));
  return all;
}

task<> SignalTable::stop(std::chrono::nanoseconds drain) {
  const bool in_time = co_await runs_.joined_within(drain);
  stopped_ = true;
  if (!in_time)
    log::warning("{} listeners are asked to stop, they did not end in time", runs_.size());
  for (std::stop_source& level : levels_) level.request_stop();
  co_await runs_.joined();
}

}  // namespace aio::runtime
