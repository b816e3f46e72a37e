// SPDX-License-Identifier: MIT
#pragma once

#include <aio/event.hpp>
#include <aio/item.hpp>
#include <aio/loop.hpp>
#include <aio/task.hpp>

#include <boost/intrusive/list.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
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

struct AmongRuns;
using RunHook = boost::intrusive::list_base_hook<boost::intrusive::tag<AmongRuns>>;

/// One run of a listener that is a coroutine, from its begin until its frame is gone. Owned by who
/// begins it, from its first suspension on by ListenerRuns, and between two runs by its listener.
///   running --ended, timed out or dropped--> settled: it has its outcome; one that was asked to
///   stop may go on for a while
class ListenerRun final : public Completion, public Timer, public UnlinkedByItself, public RunHook {
 public:
  ListenerRun(ListenerRuns& runs, const Item& item);
  ~ListenerRun();

  void ended() noexcept override;

  // Set by SignalTable for each run.
  Item item;
  aio::detail::SignalParts parts{};
  const Signal signal{parts};  ///< until the coroutine's end, which may take it by reference
  task<> work;
  TimePoint began{};
  std::optional<std::stop_source> stop;  ///< where its policy may ask it alone to stop

  // Set by SignalTable for a run that goes on after its begin.
  boost::intrusive_ptr<Emission> emission;
  boost::intrusive_ptr<Listener> listener;
  std::size_t index = 0;  ///< of its outcome
  bool settled = false;

 private:
  friend class ListenerRuns;
  void fire() noexcept override;

  ListenerRuns& runs_;
  TaskContext context_;  // from run to run the same, but where `stop` is there
  bool beginning_ = false;
};

using RunPtr = std::unique_ptr<ListenerRun>;

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
  ~ListenerRuns();

  /// A run that has no work yet. It counts as under way until it is given back or kept to its end.
  RunPtr take(Listener& listener);
  bool begin(ListenerRun& run);  ///< whether it goes on: then it is to be kept
  void keep(RunPtr run, std::chrono::nanoseconds timeout);
  void give_back(RunPtr run, Listener& listener) noexcept;

  std::size_t size() const noexcept { return running_.size(); }
  Tally& tally() noexcept { return tally_; }
  void request_stop() noexcept;  ///< of all that run

 private:
  friend class ListenerRun;
  using Runs = boost::intrusive::list<ListenerRun, boost::intrusive::base_hook<RunHook>>;

  void end(ListenerRun& run) noexcept;
  void reap();

  Loop& loop_;
  RunKeeper& keeper_;
  std::stop_source stop_;  // of the runs that have none of their own
  Tally tally_;
  Runs running_;
  Runs ended_;
  MemberTimer<ListenerRuns> reaper_;
};

}  // namespace aio::runtime
