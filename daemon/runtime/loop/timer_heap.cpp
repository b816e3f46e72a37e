// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/timer_heap.hpp"

#include <algorithm>

namespace aio {
namespace {

// Four children a node: half the levels of a binary heap, and siblings in one or two cache lines.
constexpr std::size_t arity = 4;

std::size_t parent(std::size_t place) {
  return (place - 1) / arity;
}

}  // namespace

void TimerHeap::add(Timer& timer, TimePoint due, TimePoint deadline) {
  const Entry entry{deadline, next_mark_, &timer};
  if (!timer.armed()) {
    entries_.push_back(entry);
    timer.place_ = static_cast<std::uint32_t>(entries_.size() - 1);
  }
  ++next_mark_;
  timer.due_ = due;
  settle(timer.place_, entry);
}

void TimerHeap::cancel(Timer& timer) noexcept {
  if (!timer.armed()) return;
  const std::size_t hole = timer.place_;
  const Entry last = entries_.back();
  entries_.pop_back();
  timer.place_ = Timer::off;
  if (last.timer != &timer) settle(hole, last);
}

Timer* TimerHeap::take_due(TimePoint now, Mark before) noexcept {
  if (empty() || entries_.front().mark >= before) return nullptr;
  Timer* timer = entries_.front().timer;
  if (timer->due() > now) return nullptr;
  cancel(*timer);
  return timer;
}

void TimerHeap::settle(std::size_t place, const Entry& entry) noexcept {
  if (place > 0 && entry.before(entries_[parent(place)]))
    rise(place, entry);
  else
    sink(place, entry);
}

void TimerHeap::rise(std::size_t place, const Entry& entry) noexcept {
  for (; place > 0 && entry.before(entries_[parent(place)]); place = parent(place))
    put(place, entries_[parent(place)]);
  put(place, entry);
}

void TimerHeap::sink(std::size_t place, const Entry& entry) noexcept {
  while (place * arity + 1 < entries_.size()) {
    const std::size_t child = earliest_child(place);
    if (!entries_[child].before(entry)) break;
    put(place, entries_[child]);
    place = child;
  }
  put(place, entry);
}

std::size_t TimerHeap::earliest_child(std::size_t place) const noexcept {
  const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(place * arity + 1);
  const auto end = begin + std::min<std::ptrdiff_t>(arity, entries_.end() - begin);
  const auto first =
      std::min_element(begin, end, [](const Entry& a, const Entry& b) { return a.before(b); });
  return static_cast<std::size_t>(first - entries_.begin());
}

void TimerHeap::put(std::size_t place, const Entry& entry) noexcept {
  entries_[place] = entry;
  entry.timer->place_ = static_cast<std::uint32_t>(place);
}

}  // namespace aio
