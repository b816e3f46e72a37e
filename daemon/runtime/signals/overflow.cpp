// SPDX-License-Identifier: MIT
// What SignalTable does with an emit that may not begin at once.
#include <aio/log.hpp>

#include <algorithm>
#include <utility>

#include "daemon/runtime/log/log_event.hpp"
#include "daemon/runtime/signals/signals.hpp"

namespace aio::runtime {
namespace {

constexpr std::size_t most_waiting = 10'000;  // of one signal

std::string full(const SignalEntry& entry) {
  return "the queue of " + std::to_string(entry.policy.queue) + " is full";
}

/// Whether this comes from a listener of an emit of the same signal, which has not ended and so
/// cannot while that listener waits.
bool waits_for_itself(const Emission& emission) {
  for (const Emission* outer = emission.outer.get(); outer != nullptr; outer = outer->outer.get())
    if (outer->entry == emission.entry && outer->state == Emission::State::under_way) return true;
  return false;
}

const char* what_happens(plan::Overflow overflow) {
  switch (overflow) {
    case plan::Overflow::block:
      return "the next ones wait";
    case plan::Overflow::drop_oldest:
      return "the oldest ones are dropped";
    case plan::Overflow::drop_newest:
      return "the next ones are dropped";
  }
  return "";
}

}  // namespace

// Those that wait since another policy held have their turn first.
void SignalTable::overflow(Emission& emission, bool awaited) {
  SignalEntry& entry = *emission.entry;
  warn_of_overflow(entry);
  if (entry.policy.overflow == plan::Overflow::drop_newest) return drop(emission, full(entry));
  if (entry.policy.overflow == plan::Overflow::drop_oldest && entry.waiting.empty())
    return drop_oldest(entry) ? begin(emission)
                              : drop(emission, full(entry) + " of emits that cannot be stopped");
  if (awaited && waits_for_itself(emission))
    return drop(emission, full(entry) + ", and a listener of the signal waits for this emit");
  if (entry.waiting.size() >= most_waiting)
    return drop(emission, full(entry) + ", and too many wait already");
  wait(emission);
}

void SignalTable::warn_of_overflow(SignalEntry& entry) {
  if (entry.full_warnings.passes(loop_.now()))
    log_event(log::Level::warning, LogEvent::emits_overflowed,
              "signal '{}': {} emits are under way, {}", entry.spelling, entry.under_way,
              what_happens(entry.policy.overflow));
}

void SignalTable::wait(Emission& emission) {
  SignalEntry& entry = *emission.entry;
  emission.place = entry.waiting.insert(entry.waiting.end(), EmissionPtr(&emission));
  blocked_.insert(entry.shared_from_this());
  tell(entry);
  runs_.tally().enter();
}

// It is not taken up any more: the one who awaited it has gone, or its turn has come.
void SignalTable::withdraw(Emission& emission) {
  const EmissionPtr kept(&emission);
  emission.entry->waiting.erase(emission.place);
  emission.state = Emission::State::ended;
  release(emission);
  runs_.tally().leave();
}

void SignalTable::begin_waiting() {
  for (const auto& entry : std::set(blocked_)) {
    while (!entry->waiting.empty() && entry->under_way < entry->policy.queue) {
      const EmissionPtr emission = entry->waiting.front();
      entry->waiting.pop_front();
      begin(*emission);
      runs_.tally().leave();
    }
    if (entry->waiting.empty()) blocked_.erase(entry);
  }
}

void SignalTable::drop_waiting() {
  for (const auto& entry : std::exchange(blocked_, {}))
    while (!entry->waiting.empty()) {
      const EmissionPtr emission = entry->waiting.front();
      entry->waiting.pop_front();
      refuse(*emission, Outcome::Result::dropped, "the app has stopped");
      runs_.tally().leave();
    }
}

// One that is just calling its listeners, or began while no policy let it be dropped, is let be.
bool SignalTable::drop_oldest(SignalEntry& entry) {
  const auto droppable = [](const Emission& emission) {
    return !emission.beginning && std::ranges::all_of(emission.runs, [](const ListenerRun& run) {
      return run.stop.has_value();
    });
  };
  const auto oldest = std::ranges::find_if(entry.emissions, droppable);
  if (oldest == entry.emissions.end()) return false;
  const EmissionPtr emission(&*oldest);
  ++entry.dropped;
  tell(entry);
  while (!emission->runs.empty())
    abandon(emission->runs.front(), Outcome::Result::dropped, "dropped for a newer emit");
  return true;
}

void SignalTable::refuse(Emission& emission, Outcome::Result result, const std::string& error) {
  emission.state = Emission::State::ended;
  release(emission);
  if (emission.wants_outcomes)
    for (const ListenerPtr& listener : emission.entry->heard_by()->all)
      emission.outcomes.push_back({.handler = listener->handler, .result = result, .error = error});
  if (emission.watched) tell_emit_ended(emission);
  wake(emission);
}

void SignalTable::drop(Emission& emission, const std::string& error) {
  ++emission.entry->dropped;
  tell(*emission.entry);
  refuse(emission, Outcome::Result::dropped, error);
}

void SignalTable::cut(Emission& emission, const char* why) {
  ++emission.entry->dropped;
  tell(*emission.entry);
  refuse(emission, Outcome::Result::failed, std::string(why) + ", cut here");
  if (chain_warnings_.passes(loop_.now()))
    log_event(log::Level::error, LogEvent::chain_cut, "signal '{}': {}, cut here", emission.name,
              why);
}

}  // namespace aio::runtime
