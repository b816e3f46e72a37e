// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <chrono>

#include "daemon/runtime/loop/later.hpp"

namespace aio::runtime {

/// A timer that calls a member of its owner, for an owner that has more than one. Off when its
/// owner goes.
template <class Owner>
class MemberTimer final : public Timer {
 public:
  MemberTimer(Loop& loop, Owner& owner, void (Owner::*action)()) noexcept
      : loop_(loop), owner_(owner), action_(action) {}
  ~MemberTimer() { loop_.cancel(*this); }

  void start(std::chrono::nanoseconds span) { loop_.add(*this, later(loop_.now(), span)); }
  void cancel() noexcept { loop_.cancel(*this); }
  void start_now() {
    if (!armed()) start(std::chrono::nanoseconds(0));
  }

 private:
  void fire() noexcept override { (owner_.*action_)(); }

  Loop& loop_;
  Owner& owner_;
  void (Owner::*action_)();
};

}  // namespace aio::runtime
