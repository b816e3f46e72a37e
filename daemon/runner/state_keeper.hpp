// SPDX-License-Identifier: MIT
#pragma once

#include <aio/task.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>

#include "conf/load.hpp"
#include "daemon/runner/kept_state.hpp"
#include "daemon/runner/worker.hpp"

namespace aio::runner {

/// What changes leave besides files, in memory and in a file of its own. Owned by the runner, on
/// whose loop it is called; the worker, on which it reads and writes, outlives it.
class StateKeeper {
 public:
  explicit StateKeeper(Worker& worker) : worker_(worker) {}

  const KeptState& state() const { return state_; }
  bool has_place() const { return !file_.empty(); }  ///< to keep anything over a restart

  /// Takes up what has been kept in the folder for the configuration that the search finds. What
  /// nobody has confirmed until `now` is undone first, before it can do any more harm; when that
  /// fails, it stays promised. Throws Error for a state that cannot be read, which is left as it is
  /// since it may be a later aiod's: then there is no place.
  task<> restore(std::filesystem::path folder,
                 conf::Search search,
                 std::chrono::system_clock::time_point now);

  /// Writes the state, and then it holds. Throws Error, with the one before in both places.
  task<> keep(KeptState state);

  /// From now on this one holds, whether or not it can be written: save() is to follow.
  void hold(KeptState state) { state_ = std::move(state); }

  /// Writes what holds, where there is a place. Throws Error.
  task<> save();

 private:
  task<> write(KeptState state);

  Worker& worker_;
  KeptState state_;
  std::filesystem::path file_;  // empty: there is nowhere to keep anything
  std::string configuration_;
};

}  // namespace aio::runner
