// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>
#include <aio/signals.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/plan/spec.hpp"
#include "daemon/runtime/observer.hpp"
#include "daemon/runtime/rate_limit.hpp"
#include "daemon/runtime/sections.hpp"
#include "daemon/runtime/snapshot.hpp"
#include "daemon/runtime/task_group.hpp"

namespace aio::runtime {

/// Makes names that differ in case alone the same.
using Fold = std::function<std::string(std::string_view)>;

/// The app's signals: those who listen by configuration, in its order, then those by code. An emit
/// keeps to the listeners that there were when it began. Owned by the runner, which awaits stop()
/// before destroying it; loop and observer outlive it.
///   A listener runs in this table's own TaskGroup: an emitter that is asked to stop goes, and
///   leaves it running.
class SignalTable final : public Signals {
 public:
  SignalTable(Loop& loop, Observer& observer, Fold fold, Sections sections);

  /// The listeners of the configuration, all anew. A function that stands twice in one signal is
  /// heard once.
  void replace(std::vector<plan::ListenerSpec> listeners,
               std::vector<plan::SignalSpec> policies = {});

  task<std::vector<Outcome>> emit(std::string name,
                                  std::string data = {},
                                  Until until = Until::ended) override;
  Subscription listen(std::string name, ListenerFunction listener) override;
  void unlisten(Subscription subscription) noexcept override;

  bool heard(std::string_view name) const;  ///< somebody listens
  /// Of the signal that is shown by exactly this name.
  std::optional<SignalSnapshot> find_snapshot(std::string_view name) const;
  std::vector<std::string> names() const;         ///< as they are shown
  std::vector<SignalSnapshot> snapshots() const;  ///< by folded name; those that somebody hears

  /// Gives running listeners until `drain` to end, then asks them to stop; ends with the last of
  /// them. From then on every emit's listeners are dropped.
  task<> stop(std::chrono::nanoseconds drain);

 private:
  struct Listener {
    std::string handler;
    std::string section;
    ListenerFunction function;
    Subscription subscription = 0;  // of one added by code
  };
  using Listeners = std::vector<std::shared_ptr<const Listener>>;
  struct Entry {
    std::string spelling;
    Listeners configured;
    Listeners by_code;
    std::shared_ptr<const Listeners> heard;  // both, as one; an emit keeps the one that it found
    std::uint64_t emitted = 0;
    std::uint64_t failures = 0;

    mutable bool told = false;  // of a change, since somebody looked

    bool empty() const noexcept { return configured.empty() && by_code.empty(); }
    void join();
  };
  struct Emission;

  Entry& entry(const std::string& name);
  SignalSnapshot snapshot(const Entry& entry) const;
  void tell(const Entry& entry) const noexcept;
  void configure(plan::ListenerSpec spec);
  void count_failure(const std::string& name);
  std::size_t depth_of(const std::stop_token& stop) const noexcept;
  std::stop_token token_of(std::size_t depth);
  void begin_all(const std::shared_ptr<Emission>& emission, std::size_t depth);
  void begin(const std::shared_ptr<Emission>& emission, std::size_t index, std::size_t depth);
  void ended(Emission& emission, std::size_t index, const std::exception_ptr& failure);

  Loop& loop_;
  Observer& observer_;
  Fold fold_;
  Sections sections_;
  std::map<std::string, plan::SignalSpec, std::less<>> policies_;  // by folded name
  std::map<std::string, Entry, std::less<>> entries_;              // by folded name; none is empty
  Subscription last_subscription_ = 0;
  bool stopped_ = false;
  RateLimit chain_warnings_{std::chrono::minutes(1)};

  // A listener's token tells how deep in a chain of emits it runs, so that an emit by a listener
  // knows its own depth: levels_[0] is for those whom an emit from outside began.
  std::vector<std::stop_source> levels_;
  TaskGroup runs_;
};

}  // namespace aio::runtime
