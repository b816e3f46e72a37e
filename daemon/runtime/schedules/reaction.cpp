// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedules/reaction.hpp"

#include <utility>

namespace aio::runtime {

Reaction::Reaction(Schedule& schedule, Schedule::Rule rule, Item item)
    : schedule_(&schedule), rule_(std::move(rule)), item_(std::move(item)) {}

Reaction::~Reaction() {
  schedule_->setting().loop.cancel(*this);
}

void Reaction::begin(task<> work) {
  ScheduleSetting& setting = schedule_->setting();
  with_all_.emplace(setting.tasks.stop_token(), [this] { stop_.request_stop(); });
  if (rule_->timeout.count() > 0) setting.loop.add(*this, setting.loop.now() + rule_->timeout);
  const auto self = shared_from_this();
  setting.tasks.spawn(std::move(work), stop_.get_token(), {self, &item_},
                      [this](const std::exception_ptr& failure) { ended(failure); });
}

void Reaction::fire() noexcept {
  told_ = true;
  schedule_->reaction_timed_out(item_.handler, *rule_);
  stop_.request_stop();
}

void Reaction::ended(const std::exception_ptr& failure) {
  schedule_->setting().loop.cancel(*this);
  if (failure && !told_) schedule_->reaction_failed(item_.handler, failure);
}

}  // namespace aio::runtime
