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
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/plan/spec.hpp"
#include "daemon/runtime/observer.hpp"
#include "daemon/runtime/rate_limit.hpp"
#include "daemon/runtime/sections.hpp"
#include "daemon/runtime/signals/listener_run.hpp"
#include "daemon/runtime/signals/signal_entry.hpp"
#include "daemon/runtime/snapshot.hpp"

namespace aio::runtime {

/// Makes names that differ in case alone the same.
using Fold = std::function<std::string(std::string_view)>;

/// The app's signals: those who listen by configuration, in its order, then those by code. An emit
/// keeps to the listeners that there were when it began, but for those unlistened since. Owned by
/// the runner, which awaits stop() before destroying it; loop and observer outlive it.
///   A listener runs as one of this table's own tasks: an emitter that is asked to stop goes, and
///   leaves it running.
class SignalTable final : public Signals, private RunKeeper {
 public:
  SignalTable(Loop& loop, Observer& observer, Fold fold, Sections sections);
  ~SignalTable() override;

  /// The listeners of the configuration and the policies, all anew. A function that stands twice in
  /// one signal is heard once. A policy holds for the emits that come from now on.
  void replace(std::vector<plan::ListenerSpec> listeners,
               std::vector<plan::SignalSpec> policies = {});

  task<std::vector<Outcome>> emit(std::string name,
                                  std::string data = {},
                                  Until until = Until::ended) override;
  void send(const std::string& name, const std::string& data = {}) override;
  std::shared_ptr<aio::detail::SignalLine> line(std::string_view name) override;
  Subscription listen(std::string name, ListenerFunction listener) override;
  void unlisten(Subscription subscription) noexcept override;

  /// Has the observer told of each emit, also of what nobody listens to; until it is called off.
  /// Meanwhile an emit costs what one with outcomes does.
  void watch(bool on);

  bool heard(std::string_view name) const;  ///< somebody listens
  /// Of the signal that is shown by exactly this name, if somebody hears it.
  std::optional<SignalSnapshot> find_snapshot(std::string_view name) const;
  std::vector<std::string> names() const { return names(nullptr, SIZE_MAX); }
  /// The first of those behind `after`; null: behind none. Those that somebody hears.
  std::vector<std::string> names(const std::string* after, std::size_t most) const;
  std::vector<SignalSnapshot> snapshots() const;  ///< by folded name; those that somebody hears

  /// Gives running listeners until `drain` to end, then asks them to stop; ends with the last of
  /// them. From then on every emit's listeners are dropped.
  task<> stop(std::chrono::nanoseconds drain);

 private:
  friend class SignalEntry;
  class Awaited;
  using Entries = std::map<std::string, std::shared_ptr<SignalEntry>, std::less<>>;

  // Who there is: signals.cpp.
  SignalEntry& entry(std::string_view name);
  SignalEntry* find(std::string_view name) const;
  void configure(plan::ListenerSpec spec);
  void forget_idle() noexcept;
  void tell(SignalEntry& entry) noexcept {
    if (!std::exchange(entry.told, true)) observer_.listener_changed(entry.spelling);
  }

  // One emit: emitting.cpp.
  static task<std::vector<Outcome>> emit(std::shared_ptr<SignalEntry> entry,
                                         SignalTable* table,
                                         std::string name,
                                         std::string data,
                                         Until until);
  void send(SignalEntry& entry, const std::string& name, const std::string& data);
  void call_plain(SignalEntry& entry,
                  const std::string& name,
                  const std::string& data,
                  const Cause* cause);
  static bool returns_too_often(SignalEntry& entry, const Cause& cause) noexcept;
  std::uint64_t chain_of(SignalEntry& entry, const Cause* cause) noexcept;
  void arrive(Emission& emission, bool awaited);
  void begin(Emission& emission);
  void begin_one(Emission& emission, std::size_t index, const Signal& signal);
  void call(Emission& emission, Listener& listener, std::size_t index, const Signal& signal);
  void run(Emission& emission, Listener& listener, std::size_t index);
  void go_on(Emission& emission,
             Listener& listener,
             std::size_t index,
             RunPtr run,
             std::chrono::nanoseconds timeout);
  void fail_plain(SignalEntry& entry, const Listener& listener, const std::string& error);
  void count_failure(SignalEntry& entry, const Listener& listener, const std::string& error);
  void leave_one(Emission& emission);
  void wake(Emission& emission);
  void release(Emission& emission) noexcept;

  // How runs end: outcomes.cpp.
  void tell_started(const ListenerRun& run, const Listener& listener) noexcept;
  void tell_ended(const Emission& emission,
                  const Listener& listener,
                  std::uint64_t run,
                  TimePoint began,
                  Outcome::Result result,
                  const std::string& error);
  void tell_emit_ended(const Emission& emission) noexcept;
  void note(Emission& emission,
            std::size_t index,
            TimePoint began,
            Outcome::Result result,
            std::string error);
  void conclude(Emission& emission,
                const Listener& listener,
                std::size_t index,
                std::uint64_t run,
                TimePoint began,
                const std::exception_ptr& failure);
  void settle(ListenerRun& run) noexcept;
  void abandon(ListenerRun& run, Outcome::Result result, std::string error);
  void run_ended(ListenerRun& run, const std::exception_ptr& failure) noexcept override;
  void run_is_late(ListenerRun& run) noexcept override;
  void run_gone(ListenerRun& run) noexcept override;

  // Emits that may not begin: overflow.cpp.
  void overflow(Emission& emission, bool awaited);
  void wait(Emission& emission);
  void withdraw(Emission& emission);
  bool drop_oldest(SignalEntry& entry);
  void warn_of_overflow(SignalEntry& entry);
  void refuse(Emission& emission, Outcome::Result result, const std::string& error);
  void drop(Emission& emission, const std::string& error);
  void cut(Emission& emission, const char* why);
  void begin_waiting();
  void drop_waiting();

  Loop& loop_;
  Observer& observer_;
  Fold fold_;
  Sections sections_;
  Entries entries_;  // by folded name
  std::size_t forget_at_ = 64;
  std::map<Subscription, SignalEntry*> by_code_;
  Subscription last_subscription_ = 0;
  std::uint64_t last_chain_ = 0;
  bool stopped_ = false;
  bool watched_ = false;
  std::set<std::shared_ptr<SignalEntry>> blocked_;  // that have emits waiting
  std::size_t held_ = 0;                            // bytes of the emits that wait or are under way
  RateLimit chain_warnings_{std::chrono::minutes(1)};
  MemberTimer<SignalTable> turn_;
  ListenerRuns runs_;  // last: what runs may emit until it is gone
};

}  // namespace aio::runtime
