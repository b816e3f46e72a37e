// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <set>
#include <vector>

#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/member_timer.hpp"

namespace aio::runtime {

/// Processes that became our children because their parents, programs of ours, have ended
/// (PR_SET_CHILD_SUBREAPER). Nobody waits for them but this. They are told from what aiod and its
/// modules start themselves by their process group, which is not aiod's; one that is somebody's
/// all the same, as the private bus, is left to him for a second after its end. Owned by Programs;
/// belongs to the process's first thread, which is the one that gets them.
class Strangers {
 public:
  explicit Strangers(EventLoop& loop) noexcept : look_(loop, *this, &Strangers::look) {}

  /// Looks for ended ones soon, and from then on as long as there are any.
  void look_soon();

  /// Of one run, or of all for 0: those in its process group, and those that left it but still have
  /// its variables. A process that did neither is nobody's any more.
  std::vector<pid_t> alive_of(std::uint64_t run, pid_t group = 0) const;
  void reap_ended() const noexcept;  ///< at once, whosoever they are
  void signal(const std::vector<pid_t>& processes, int number) const noexcept;

 private:
  void look();

  std::set<pid_t> ended_;  // seen so at the last look
  MemberTimer<Strangers> look_;
};

}  // namespace aio::runtime
