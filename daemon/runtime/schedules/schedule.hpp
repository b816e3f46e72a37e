// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/loop.hpp>
#include <aio/schedule_function.hpp>

#include <boost/intrusive/set_hook.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/plan/spec.hpp"
#include "daemon/runtime/schedules/schedule_setting.hpp"
#include "daemon/runtime/schedules/trigger_ticket.hpp"
#include "daemon/runtime/snapshot.hpp"

namespace aio::runtime {

/// One schedule of the Timetable: a timer that moves along its grid, and the count of its runs.
/// Owned by the Timetable, and by its runs after it was retired. There may be 100,000 of them, so
/// that what few of them need lies apart (Seldom).
///   off (disabled, stopped) --start, a reload--> waiting --due or trigger--> running --> waiting
///   waiting, running --pause--> paused --resume--> waiting, running;  any --stop--> off
class Schedule final
    : public Timer,
      public boost::intrusive::set_base_hook<boost::intrusive::optimize_size<true>>,
      public boost::intrusive_ref_counter<Schedule, boost::thread_unsafe_counter> {
 public:
  using Rule = std::shared_ptr<const plan::ScheduleRule>;
  enum class Cause : std::uint8_t { due, queued, trigger };

  Schedule(ScheduleSetting& setting, const std::string& name);
  ~Schedule();

  std::string_view name() const noexcept;
  const std::string& section() const noexcept { return section_; }
  plan::ScheduleSpec spec() const { return {std::string(name()), every_, rule_}; }

  void follow(const plan::ScheduleSpec& spec);  ///< the first one, or another in its place

  /// "due", "queued", "trigger".
  static const char* word(Cause cause);

  /// Begins a run besides the grid, if the last run lets it.
  void trigger(const std::shared_ptr<TriggerTicket>& ticket);

  // What is not so already is done and logged; these outlast a reload.
  void pause();
  void resume();
  void start();
  void stop(std::chrono::nanoseconds drain);

  void end();  ///< no more runs, but for those that are on
  ScheduleSnapshot snapshot() const;
  std::optional<GridPoint> grid() const;  ///< nothing: it is on none

  // For its runs.
  ScheduleSetting& setting() noexcept { return setting_; }
  void ended(const Rule& rule, const Item& item, RunEnding ending);
  void run_is_over();  ///< its coroutine has ended, whatever was told of it before

  // For what its cb and err do.
  void reaction_failed(const std::string& handler, const std::exception_ptr& failure);
  void reaction_timed_out(const std::string& handler, const plan::ScheduleRule& rule);

 private:
  struct Seldom;

  void fire() noexcept override;
  bool has_grid() const noexcept { return !stopped_ && (rule_->enabled || started_); }
  void begin_grid();
  TimePoint first_due() const;
  void arm(TimePoint next);
  void move_on(TimePoint now);
  void leave_grid() noexcept { setting_.loop.cancel(*this); }
  std::uint64_t left_out_while_paused(TimePoint now) const;

  void demand(Cause cause, std::shared_ptr<TriggerTicket> ticket, TimePoint now);
  void begin(Cause cause, std::shared_ptr<TriggerTicket> ticket, TimePoint now);
  void call(const char* cause, std::shared_ptr<TriggerTicket> ticket, TimePoint started);
  void spawn(const char* cause, std::shared_ptr<TriggerTicket> ticket, TimePoint started);
  void begin_queued();
  void skip();
  void miss(std::uint64_t count);
  void tell_left_out();
  void drop_queued(const char* why, bool triggers_too);
  void ask_to_stop();
  void succeeded(const Rule& rule, const Item& item, std::string text);
  void failed(const Rule& rule, const Item& item, RunEnding ending);
  template <class Event>
  void react(const Rule& rule, const Handler<Event>& handler, const Item& item, Event event);
  ScheduledEvent event() const { return {std::string(name()), config()}; }
  Section config() const { return setting_.sections(section_); }
  void tell_reaction(const std::string& error);
  std::string state() const;
  Seldom& seldom();

  // The small ones first: they fill the place that the bases leave.
  std::uint16_t running_ = 0;
  Outcome::Result last_outcome_ = Outcome::Result::ok;
  bool told_outcome_ : 1 = false;
  bool paused_ : 1 = false;
  bool stopped_ : 1 = false;
  bool started_ : 1 = false;  // by hand, though it is not enabled
  Cause last_cause_ : 2 = Cause::due;
  ScheduleSetting& setting_;
  std::string section_;  // "schedule/NAME"
  std::chrono::nanoseconds every_{0};
  Rule rule_;
  TimePoint last_start_{};
  std::chrono::nanoseconds last_duration_{0};
  std::uint64_t runs_ = 0;
  std::unique_ptr<Seldom> seldom_;
};

}  // namespace aio::runtime
