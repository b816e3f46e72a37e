// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>
#include <aio/signals.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/runtime/history/recent_items.hpp"
#include "daemon/runtime/history/snapshot.hpp"
#include "daemon/runtime/observer.hpp"

namespace aio::runtime {

/// The last runs of the items that ran last: hears of each as an Observer, and passes all that it
/// hears to the next one, which outlives it. Owned by the runner; belongs to the loop's thread.
/// A run that is told of keeps its place until most_runs newer ones of its item have begun; it
/// costs an allocation only while its item has had fewer, and for the text of an error.
class RunHistory final : public Observer {
 public:
  static constexpr std::size_t most_items = 1000;
  static constexpr std::size_t most_runs = 10;      ///< of an item
  static constexpr std::size_t longest_text = 256;  ///< bytes of an error

  explicit RunHistory(Observer& next) : next_(next) {}

  std::vector<RunSnapshot> runs(std::string_view item) const;  ///< the newest first
  /// Of the items that are no more.
  void forget_if(const std::function<bool(std::string_view item)>& gone);

  void run_started(const RunStarted& run) noexcept override;
  void run_ended(const RunEnded& run) noexcept override;
  void listener_started(const RunStarted& run) noexcept override;
  void listener_ended(const RunEnded& run) noexcept override;
  void connection_opened(const ConnectionEvent& connection) noexcept override;
  void connection_closed(const ConnectionEvent& connection) noexcept override;

  // Passed on.
  void run_skipped(std::string_view schedule) noexcept override { next_.run_skipped(schedule); }
  void runs_missed(std::string_view schedule, std::uint64_t count) noexcept override {
    next_.runs_missed(schedule, count);
  }
  void schedule_changed(std::string_view schedule) noexcept override {
    next_.schedule_changed(schedule);
  }
  void listener_changed(std::string_view signal) noexcept override {
    next_.listener_changed(signal);
  }
  void emit_began(std::string_view signal, const std::string* data) noexcept override {
    next_.emit_began(signal, data);
  }
  void emit_ended(const EmitEnded& emit) noexcept override { next_.emit_ended(emit); }
  void connection_refused(const ConnectionEvent& connection) noexcept override {
    next_.connection_refused(connection);
  }
  void datagrams_counted(std::string_view server) noexcept override {
    next_.datagrams_counted(server);
  }
  void emitted(std::string_view signal, std::string_view data) noexcept override {
    next_.emitted(signal, data);
  }
  void clock_was_set() noexcept override { next_.clock_was_set(); }
  void failed(std::string_view item, std::string_view text) noexcept override {
    next_.failed(item, text);
  }

 private:
  struct Texts {
    std::string cause;
    std::string error;
  };
  struct Record {
    void begin(std::uint64_t run, TimePoint at, const char* word) noexcept;
    void say(std::string Texts::*what, std::string_view text);

    std::uint64_t id = 0;
    TimePoint started{};
    std::chrono::nanoseconds took{0};
    const char* cause = "";        // where it is a word
    std::unique_ptr<Texts> texts;  // null when there was never any
    Outcome::Result result = Outcome::Result::begun;
  };

  /// The records of one item, the oldest of which is overwritten.
  struct Ring {
    Record& next();
    Record* find(std::uint64_t id);
    void clear() noexcept;

    std::vector<Record> records;
    std::size_t used = 0;
    std::size_t oldest = 0;
  };

  static RunSnapshot snapshot_of(const Record& record);
  void begin(const RunStarted& run) noexcept;
  void end(const RunEnded& run) noexcept;

  Observer& next_;
  RecentItems<Ring> items_{most_items};
};

}  // namespace aio::runtime
