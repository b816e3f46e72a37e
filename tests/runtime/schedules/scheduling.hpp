// SPDX-License-Identifier: MIT
#pragma once

#include <gmock/gmock.h>
#include <aio/sleep.hpp>

#include <coroutine>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/schedules/timetable.hpp"
#include "tests/runtime/drive.hpp"
#include "tests/runtime/test_app.hpp"

namespace aio::runtime {

/// What an observer heard, as words.
class RunLog final : public Observer {
 public:
  void run_started(const RunStarted& run) noexcept override { note("started", name_of(run.item)); }
  void run_ended(const RunEnded& run) noexcept override {
    note(run.error.empty() ? "ended" : "failed", name_of(run.item));
  }
  void run_skipped(std::string_view schedule) noexcept override { note("skipped", schedule); }
  void failed(std::string_view item, std::string_view text) noexcept override {
    failures.push_back(std::string(item) + ": " + std::string(text));
  }

  std::vector<std::string> events;
  std::vector<std::string> failures;

 private:
  static std::string_view name_of(std::string_view item) { return item.substr(item.find('/') + 1); }
  void note(std::string_view what, std::string_view schedule) {
    events.push_back(std::string(what) + " " + std::string(schedule));
  }
};

/// A timetable in a test's time, and what it told. A function notes when it ran, since the start.
class Scheduling : public testing::Test {
 protected:
  plan::ScheduleSpec spec(std::string name,
                          std::chrono::nanoseconds every,
                          ScheduleFunction function) {
    return with({.func = std::move(function)}, std::move(name), every);
  }
  plan::ScheduleSpec with(plan::ScheduleRule rule,
                          std::string name,
                          std::chrono::nanoseconds every) {
    rule.func_name = "test." + name;
    return {.name = std::move(name),
            .every = every,
            .rule = std::make_shared<const plan::ScheduleRule>(std::move(rule))};
  }
  /// A plain function that notes when it ran, since the start of the test.
  ScheduleFunction note_hits() {
    return [this](ScheduledEvent) { hits.push_back(loop.now() - start); };
  }
  /// A coroutine that notes its hit and then takes that long.
  ScheduleFunction note_hits_for(std::chrono::nanoseconds span) {
    return [this, span](ScheduledEvent) -> task<> { return take(span); };
  }
  /// The same, whatever it is asked.
  ScheduleFunction stubborn_for(std::chrono::nanoseconds span) {
    return [this, span](ScheduledEvent) -> task<> { return insist(span); };
  }
  task<> take(std::chrono::nanoseconds span) {
    hits.push_back(loop.now() - start);
    co_await sleep(span);
  }

  task<> insist(std::chrono::nanoseconds span) {
    const TimePoint end = loop.now() + span;
    hits.push_back(loop.now() - start);
    while (loop.now() < end) co_await Insisting(loop, end);
  }
  ScheduleSnapshot of(std::string_view name) const { return timetable.snapshot(name); }

  /// A sleep that no request to stop ends.
  class Insisting final : public Timer {
   public:
    Insisting(Loop& loop, TimePoint end) : loop_(loop), end_(end) {}
    ~Insisting() { loop_.cancel(*this); }
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
      waiting_ = waiting;
      loop_.add(*this, end_);
    }
    void await_resume() const noexcept {}

   private:
    void fire() noexcept override { waiting_.resume(); }

    Loop& loop_;
    TimePoint end_;
    std::coroutine_handle<> waiting_;
  };

  ManualClock clock;
  EventLoop loop{clock};
  const TimePoint start = loop.now();
  LogCapture log;
  RunLog observer;
  Timetable timetable{loop, observer, [this](const std::string& section) {
                        return Section(configuration(section, "x-colour", "red"), section);
                      }};
  std::vector<std::chrono::nanoseconds> hits;
};

}  // namespace aio::runtime
