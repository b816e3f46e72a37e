// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>

#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/member_timer.hpp"

namespace aio::bus {

/// The lines of the log about calls that were denied: of each user the first ten of a minute are
/// told as they come, the others are counted and told at its end, so that nobody fills the log or
/// hides another's. Owned by the Authorizer; the loop outlives it.
class DenialLines {
 public:
  static constexpr std::uint64_t most_a_minute = 10;
  static constexpr std::size_t most_users = 64;  ///< told apart within a minute

  explicit DenialLines(runtime::EventLoop& loop) noexcept;
  ~DenialLines();
  DenialLines(const DenialLines&) = delete;
  DenialLines& operator=(const DenialLines&) = delete;

  void tell(uid_t user, const std::string& caller, const std::string& why);

 private:
  struct Denied {
    std::uint64_t count = 0;  // in this minute
    std::string last;         // of those held back
  };

  void end_minute();

  std::map<uid_t, Denied> users_;
  runtime::MemberTimer<DenialLines> minute_;
};

}  // namespace aio::bus
