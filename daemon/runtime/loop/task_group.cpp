// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/task_group.hpp"

#include <stdexcept>
#include <utility>

namespace aio::runtime {
namespace {

// A user's function that is no coroutine may hand out a task that holds none.
task<> refuse_empty() {
  throw std::logic_error("the function returned an empty task");
  co_return;
}

}  // namespace

TaskGroup::TaskGroup(Loop& loop, std::function<void()> on_empty) noexcept
    : loop_(loop), on_empty_(std::move(on_empty)), reaper_(loop, *this, &TaskGroup::reap) {}

TaskGroup::Member::Member(TaskGroup& group,
                          task<> work,
                          std::shared_ptr<const Item> item,
                          OnEnd on_end)
    : group(group), item(std::move(item)), on_end(std::move(on_end)), work(std::move(work)) {}

void TaskGroup::spawn(task<> work, OnEnd on_end) {
  spawn(std::move(work), stop_.get_token(), {}, std::move(on_end));
}

void TaskGroup::spawn(task<> work,
                      std::stop_token stop,
                      std::shared_ptr<const Item> item,
                      OnEnd on_end) {
  if (!work) work = refuse_empty();
  Member& member =
      members_.emplace_back(*this, std::move(work), std::move(item), std::move(on_end));
  member.place = std::prev(members_.end());
  tally_.enter();
  member.work.start({&loop_, std::move(stop), member.item.get()}, member);
}

void TaskGroup::Member::ended() noexcept {
  group.ended_.splice(group.ended_.end(), group.members_, place);
  if (on_end) on_end(work.failure());
  group.reaper_.start_now();
}

// The frames go before the group counts them as gone: whoever waits for that may unload their code.
void TaskGroup::reap() {
  std::list<Member> gone;
  gone.swap(ended_);
  const std::size_t count = gone.size();
  gone.clear();
  for (std::size_t i = 0; i < count; ++i) tally_.leave();
  if (size() == 0 && on_empty_) on_empty_();
}

task<> TaskGroup::joined() {
  while (size() > 0) co_await tally_.empty();
}

task<bool> TaskGroup::joined_within(std::chrono::nanoseconds span) {
  co_return co_await tally_.empty(span);
}

}  // namespace aio::runtime
