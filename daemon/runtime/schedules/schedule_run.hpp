// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/loop.hpp>
#include <aio/signals.hpp>

#include <boost/intrusive/list.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <chrono>
#include <exception>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "daemon/plan/spec.hpp"
#include "daemon/runtime/schedules/trigger_ticket.hpp"

namespace aio::runtime {

class Schedule;

/// How a run ended, for what its schedule tells and calls.
struct RunEnding {
  Outcome::Result result = Outcome::Result::ok;
  std::exception_ptr failure;  ///< null when it ended well, or took too long
  std::string error;           ///< empty when it ended well
  std::string text;            ///< what the function returned
  const char* cause = "";      ///< due, queued or trigger
  TimePoint started{};
  std::chrono::nanoseconds took{0};
  std::shared_ptr<TriggerTicket> ticket;  ///< null when nobody asked for it
};

/// One run of a schedule's coroutine, from its begin until the coroutine has ended. It holds the
/// schedule, which may be retired, and the rule that it began under, whose function is the
/// coroutine's own object. Owned by its task in the setting's TaskGroup.
///   on --its time is over--> told as a timeout, asked to stop --coroutine ends--> over
///   on --asked to stop, or not--> on --coroutine ends--> told, over
class ScheduleRun final : public Timer,
                          public std::enable_shared_from_this<ScheduleRun>,
                          public boost::intrusive::list_base_hook<
                              boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  ScheduleRun(Schedule& schedule,
              std::shared_ptr<const plan::ScheduleRule> rule,
              std::shared_ptr<TriggerTicket> ticket,
              const char* cause,
              TimePoint started);
  ~ScheduleRun();

  /// Runs it up to its first suspension.
  void begin(ScheduledEvent event);

  /// A run that ignores this for long is told in the log.
  void ask_to_stop();

  const Schedule* schedule() const noexcept { return schedule_.get(); }
  const Item& item() const noexcept { return item_; }

 private:
  void fire() noexcept override;
  void ended(const std::exception_ptr& failure);
  void tell(Outcome::Result result, std::exception_ptr failure, std::string error);

  boost::intrusive_ptr<Schedule> schedule_;
  std::shared_ptr<const plan::ScheduleRule> rule_;
  std::shared_ptr<TriggerTicket> ticket_;
  const char* cause_;
  TimePoint started_;
  Item item_;
  std::stop_source stop_;
  std::string result_;
  bool told_ = false;
  bool asked_ = false;
};

using ScheduleRuns =
    boost::intrusive::list<ScheduleRun, boost::intrusive::constant_time_size<false>>;

/// Asks those of one schedule, or all of them for null.
void ask_to_stop(ScheduleRuns& runs, const Schedule* schedule);

}  // namespace aio::runtime
