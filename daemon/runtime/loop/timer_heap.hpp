// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace aio {

/// Armed timers, the one that must be fired the earliest first; those of one deadline in the order
/// in which they were added. It points to timers that live elsewhere and are cancelled before they
/// go away. Owned by the loop. Each step costs O(log n); add() throws std::bad_alloc, nothing else
/// throws.
class TimerHeap {
 public:
  /// Tells what was added before it from what was added after it.
  using Mark = std::uint64_t;

  /// Or moves it, when it is armed. It may be fired from `due` on, and is to be by `deadline`.
  void add(Timer& timer, TimePoint due, TimePoint deadline);
  void add(Timer& timer, TimePoint due) { add(timer, due, due); }
  void cancel(Timer& timer) noexcept;  ///< nothing, when it is off

  bool empty() const noexcept { return entries_.empty(); }
  std::size_t size() const noexcept { return entries_.size(); }
  TimePoint next_deadline() const noexcept {
    return entries_.front().deadline;
  }  ///< when not empty

  Mark mark() const noexcept { return next_mark_; }

  /// The first timer, now off, if it is due and was added before `before`; else null. One behind it
  /// that is due has the time until the first one's deadline.
  Timer* take_due(TimePoint now, Mark before) noexcept;

 private:
  // Time and order stand beside the pointer: comparing touches no timer.
  struct Entry {
    TimePoint deadline;
    Mark mark;
    Timer* timer;

    bool before(const Entry& other) const noexcept {
      return deadline != other.deadline ? deadline < other.deadline : mark < other.mark;
    }
  };

  void put(std::size_t place, const Entry& entry) noexcept;
  void rise(std::size_t place, const Entry& entry) noexcept;
  void sink(std::size_t place, const Entry& entry) noexcept;
  void settle(std::size_t place, const Entry& entry) noexcept;
  std::size_t earliest_child(std::size_t place) const noexcept;

  std::vector<Entry> entries_;
  Mark next_mark_ = 0;
};

}  // namespace aio
