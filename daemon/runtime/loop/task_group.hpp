// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>
#include <aio/task.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <list>
#include <memory>
#include <stop_token>

#include "daemon/runtime/loop/member_timer.hpp"
#include "daemon/runtime/loop/tally.hpp"

namespace aio::runtime {

/// Owns tasks that were started and not awaited. Its own owner awaits joined() before destroying it
/// while the loop goes on; a group that is destroyed with tasks in it destroys them where they
/// stand. The frame of an ended task goes in a later turn of the loop, and counts until then.
class TaskGroup {
 public:
  /// Hears how a task ended: null, or what it threw. Like `on_empty`, which is called whenever the
  /// last task has gone, it must not throw, nor destroy the group.
  using OnEnd = std::function<void(std::exception_ptr)>;

  explicit TaskGroup(Loop& loop, std::function<void()> on_empty = {}) noexcept;

  /// Runs `work` up to its first suspension before it returns.
  void spawn(task<> work, OnEnd on_end = {});
  /// With a token of the caller's, and for an item, which is kept until the task is gone.
  void spawn(task<> work, std::stop_token stop, std::shared_ptr<const Item> item, OnEnd on_end);
  void spawn(task<> work, std::shared_ptr<const Item> item, OnEnd on_end) {
    spawn(std::move(work), stop_.get_token(), std::move(item), std::move(on_end));
  }

  std::size_t size() const noexcept { return tally_.count(); }

  /// Asks all tasks to stop, and those that are spawned later too.
  void request_stop() noexcept { stop_.request_stop(); }

  /// Of what request_stop() asks.
  std::stop_token stop_token() const noexcept { return stop_.get_token(); }

  task<> joined();                                          ///< when no task is left
  task<bool> joined_within(std::chrono::nanoseconds span);  ///< false when some still are

 private:
  struct Member final : Completion {
    Member(TaskGroup& group, task<> work, std::shared_ptr<const Item> item, OnEnd on_end);
    void ended() noexcept override;

    TaskGroup& group;
    std::shared_ptr<const Item> item;
    OnEnd on_end;  // may hold what the frame needs to its end
    task<> work;
    std::list<Member>::iterator place;
  };
  void reap();

  Loop& loop_;
  std::function<void()> on_empty_;
  std::stop_source stop_;
  Tally tally_;
  std::list<Member> members_;
  std::list<Member> ended_;
  MemberTimer<TaskGroup> reaper_;
};

}  // namespace aio::runtime
