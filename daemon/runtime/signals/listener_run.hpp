// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/loop.hpp>
#include <aio/task.hpp>

#include <boost/intrusive/list_hook.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <chrono>
#include <cstddef>
#include <exception>
#include <list>
#include <optional>
#include <stop_token>

#include "daemon/runtime/loop/member_timer.hpp"
#include "daemon/runtime/loop/tally.hpp"

namespace aio::runtime {

struct Emission;
struct Listener;
class ListenerRuns;

/// Of what stands in a list that does not own it, and leaves it when it goes.
using UnlinkedByItself =
    boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

/// One run of a listener that is a coroutine, from its begin until its frame is gone. Owned by
/// ListenerRuns, and between two runs by its listener.
///   running --ended, timed out or dropped--> settled: it has its outcome; one that was asked to
///   stop may go on for a while
class ListenerRun final : public Completion, public Timer, public UnlinkedByItself {
 public:
  explicit ListenerRun(ListenerRuns& runs) noexcept;
  ~ListenerRun();

  void ended() noexcept override;

  // Set by SignalTable for each run.
  boost::intrusive_ptr<Emission> emission;
  boost::intrusive_ptr<Listener> listener;
  std::size_t index = 0;  ///< of its outcome
  Item item;
  task<> work;
  TimePoint began{};
  std::optional<std::stop_source> stop;  ///< where its policy may ask it alone to stop
  bool settled = false;

 private:
  friend class ListenerRuns;
  void fire() noexcept override;

  ListenerRuns& runs_;
  std::list<ListenerRun>::iterator place_;
  bool starting_ = false;
};

/// Hears of the runs' ends. Owned by whoever owns the runs.
class RunKeeper {
 public:
  virtual void run_ended(ListenerRun& run, const std::exception_ptr& failure) noexcept = 0;
  virtual void run_is_late(ListenerRun& run) noexcept = 0;
  virtual void run_gone(ListenerRun& run) noexcept = 0;  ///< its frame is destroyed

 protected:
  ~RunKeeper() = default;
};

/// The runs of all listeners. What runs when this goes is destroyed where it stands. The frame of a
/// coroutine that has ended goes at once when it ended in its begin, else in a later turn.
class ListenerRuns {
 public:
  ListenerRuns(Loop& loop, RunKeeper& keeper);

  /// A run that has no work yet: start() it, or drop() it when there was no work to be had.
  ListenerRun& take(Listener& listener);
  void start(ListenerRun& run, std::chrono::nanoseconds timeout);
  void drop(ListenerRun& run) noexcept;

  std::size_t size() const noexcept { return running_.size(); }
  Tally& tally() noexcept { return tally_; }
  void request_stop() noexcept;  ///< of all that run

 private:
  friend class ListenerRun;
  void end(ListenerRun& run) noexcept;
  void reap();
  void recycle(ListenerRun& run) noexcept;

  Loop& loop_;
  RunKeeper& keeper_;
  std::stop_source stop_;  // of the runs that have none of their own
  Tally tally_;
  std::list<ListenerRun> running_;
  std::list<ListenerRun> ended_;
  MemberTimer<ListenerRuns> reaper_;
};

}  // namespace aio::runtime
