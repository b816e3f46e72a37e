// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/loop.hpp>
#include <aio/task.hpp>

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include "daemon/plan/spec.hpp"
#include "daemon/runtime/schedules/schedule.hpp"

namespace aio::runtime {

/// One call of a schedule's `cb` or `err` that is a coroutine: it may take as long as a run may,
/// and is asked to stop then. Owned by its task in the setting's TaskGroup; holds the schedule,
/// which may be retired, and the rule whose function it is.
///   on --its time is over--> told as a timeout, asked to stop --coroutine ends--> over
class Reaction final : public Timer, public std::enable_shared_from_this<Reaction> {
 public:
  Reaction(Schedule& schedule, Schedule::Rule rule, Item item);
  ~Reaction();

  const Item& item() const noexcept { return item_; }
  void begin(task<> work);  ///< runs it up to its first suspension

 private:
  void fire() noexcept override;
  void ended(const std::exception_ptr& failure);

  boost::intrusive_ptr<Schedule> schedule_;
  Schedule::Rule rule_;
  Item item_;
  std::stop_source stop_;
  std::optional<std::stop_callback<std::function<void()>>> with_all_;  // the app stops
  bool told_ = false;
};

}  // namespace aio::runtime
