// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/wake_ups.hpp"

#include <utility>

namespace aio::runtime {
namespace {

// How many moments ahead are gathered for.
constexpr int moments_ahead = 4096;

// A schedule lies in three cache lines, and 100,000 of them in no cache.
void fetch_ahead(const std::vector<Timer*>& timers, std::size_t place) noexcept {
  constexpr std::size_t ahead = 8;
  constexpr std::size_t line = 64;
  if (place + ahead >= timers.size()) return;
  const char* const timer = reinterpret_cast<const char*>(timers[place + ahead]);
  for (std::size_t i = 0; i < 3; ++i) __builtin_prefetch(timer + i * line);
}

}  // namespace

bool WakeUps::suits(TimePoint now, TimePoint due, std::chrono::nanoseconds slack) noexcept {
  return slack.count() > 0 && due > now && (due - now) / moments_ahead < slack;
}

// The first multiple of the slack behind it: within the slack, and never before it is due.
void WakeUps::add(Timer& timer, TimePoint due, std::chrono::nanoseconds slack) {
  Moment& at = moment(TimePoint((due.time_since_epoch() / slack + 1) * slack));
  at.timers.push_back(&timer);
  timer.due_ = due;
  timer.place_ = static_cast<std::uint32_t>(at.timers.size() - 1);
  timer.group_ = at.group;
}

WakeUps::Moment& WakeUps::moment(TimePoint at) {
  Moment*& found = coming_[at.time_since_epoch().count()];
  if (found != nullptr) return *found;
  if (unused_.empty()) {
    unused_.reserve(moments_.size() + 1);  // all of them, so that giving one back cannot fail
    moments_.push_back(std::make_unique<Moment>(*this));
    moments_.back()->group = static_cast<std::uint32_t>(moments_.size() - 1);
    unused_.push_back(moments_.back().get());
  }
  heap_.add(*unused_.back(), at);
  found = unused_.back();
  unused_.pop_back();
  return *found;
}

void WakeUps::cancel(Timer& timer) noexcept {
  Moment& moment = *moments_[timer.group_];
  auto& timers = moment.timers;
  if (moment.firing) {
    timers[timer.place_] = nullptr;
  } else {
    timers[timer.place_] = timers.back();
    timers[timer.place_]->place_ = timer.place_;
    timers.pop_back();
  }
  timer.place_ = Timer::off;
  timer.group_ = Timer::alone;
}

// What these add for this very moment is another one, of another turn.
void WakeUps::fire(Moment& moment) noexcept {
  coming_.erase(moment.due().time_since_epoch().count());
  moment.firing = true;
  for (std::size_t i = 0; i < moment.timers.size(); ++i) {
    fetch_ahead(moment.timers, i);
    Timer* const timer = moment.timers[i];
    if (timer == nullptr) continue;
    timer->place_ = Timer::off;
    timer->group_ = Timer::alone;
    timer->fire();
  }
  moment.firing = false;
  moment.timers.clear();
  unused_.push_back(&moment);
}

}  // namespace aio::runtime
