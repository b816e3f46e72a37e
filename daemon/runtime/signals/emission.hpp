// SPDX-License-Identifier: MIT
#pragma once

#include <aio/event.hpp>
#include <aio/item.hpp>
#include <aio/loop.hpp>
#include <aio/signals.hpp>
#include <aio/suspension.hpp>

#include <boost/intrusive/list.hpp>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <utility>
#include <vector>

#include "daemon/runtime/signals/listeners.hpp"

namespace aio::runtime {

class SignalEntry;
struct Emission;

/// The emit that a listener runs for, as the listener's Item points to it: so an emit that comes
/// from a listener knows how deep in a chain it is, and on whom it would wait.
struct Cause {
  SignalEntry* entry = nullptr;
  std::size_t depth = 0;              ///< emits that this one comes from, one by the other
  std::uint64_t chain = 0;            ///< the first of those, by number
  const Emission* nearest = nullptr;  ///< itself, or the first above it that is an Emission

  /// Of the code that runs now; null for code that is no listener's.
  static const Cause* current() noexcept {
    const Item* item = detail::current_item();
    return item == nullptr ? nullptr : static_cast<const Cause*>(item->cause);
  }
};

/// A list of what others own.
template <class T>
using Unowned = boost::intrusive::list<T, boost::intrusive::constant_time_size<false>>;

using EmissionPtr = boost::intrusive_ptr<Emission>;

/// One emit that cannot be done with in one call: somebody wants its outcomes, a listener is a
/// coroutine, or it waits for its turn. Kept by who awaits it, by its runs, and while it waits by
/// its signal.
///   waiting --its turn--> under_way --the last listener ended--> ended;
///   waiting --dropped, or nobody awaits it any more--> ended
struct Emission final : Counted<Emission>, Cause, UnlinkedByItself {
  enum class State { waiting, under_way, ended };

  Emission(SignalEntry& entry, std::string name, std::string data)
      : Cause{&entry, 0, 0, this}, name(std::move(name)), data(std::move(data)) {}

  bool reached(Until until) const noexcept {
    return state == State::ended || (until == Until::begun && state == State::under_way);
  }

  const std::string name;
  const std::string data;
  EmissionPtr outer;  ///< whose listener this comes from
  ListenersPtr listeners;
  bool wants_outcomes = false;
  bool watched = false;  ///< its end is told
  TimePoint began{};     ///< of one that is watched
  std::vector<Outcome> outcomes;
  TimePoint looked{};  ///< at the clock, for the outcomes: one's end is the next one's begin
  State state = State::waiting;
  bool beginning = false;
  bool held = false;                       ///< its data counts
  std::size_t pending = 0;                 ///< listeners not yet ended
  Unowned<ListenerRun> runs;               ///< those not settled
  std::list<EmissionPtr>::iterator place;  ///< among those that wait
  Until until = Until::ended;
  detail::Suspension* emitter = nullptr;  ///< who waits for `until`
};

}  // namespace aio::runtime
