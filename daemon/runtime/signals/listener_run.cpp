// SPDX-License-Identifier: MIT
#include "daemon/runtime/signals/listener_run.hpp"

#include <stdexcept>
#include <utility>

#include "daemon/runtime/loop/later.hpp"
#include "daemon/runtime/signals/emission.hpp"

namespace aio::runtime {
namespace {

constexpr std::size_t most_spare = 8;  // of one listener

// A user's function that is no coroutine may hand out a task that holds none.
task<> refuse_empty() {
  throw std::logic_error("the function returned an empty task");
  co_return;
}

std::exception_ptr failure_of(task<>& work) noexcept {
  try {
    work.result();
    return nullptr;
  } catch (...) {
    return std::current_exception();
  }
}

}  // namespace

ListenerRun::ListenerRun(ListenerRuns& runs) noexcept : runs_(runs) {}

ListenerRun::~ListenerRun() {
  if (armed()) runs_.loop_.cancel(*this);
}

void ListenerRun::ended() noexcept {
  if (!starting_) runs_.end(*this);
}

void ListenerRun::fire() noexcept {
  runs_.keeper_.run_is_late(*this);
}

ListenerRuns::ListenerRuns(Loop& loop, RunKeeper& keeper)
    : loop_(loop), keeper_(keeper), reaper_(loop, *this, &ListenerRuns::reap) {}

ListenerRun& ListenerRuns::take(Listener& listener) {
  if (listener.spare.empty()) {
    running_.emplace_back(*this).item = listener.item;
  } else {
    running_.splice(running_.end(), listener.spare, listener.spare.begin());
  }
  ListenerRun& run = running_.back();
  run.place_ = std::prev(running_.end());
  run.listener = &listener;
  run.settled = false;
  tally_.enter();
  return run;
}

void ListenerRuns::start(ListenerRun& run, std::chrono::nanoseconds timeout) {
  if (!run.work) run.work = refuse_empty();
  run.starting_ = true;
  run.work.start({&loop_, run.stop ? run.stop->get_token() : stop_.get_token(), &run.item}, run);
  run.starting_ = false;
  if (run.work.done()) {
    keeper_.run_ended(run, failure_of(run.work));
    recycle(run);
  } else if (timeout.count() > 0 && !run.settled) {
    loop_.add(run, later(run.began, timeout));
  }
}

void ListenerRuns::drop(ListenerRun& run) noexcept {
  recycle(run);
}

// The coroutine still stands on its last line.
void ListenerRuns::end(ListenerRun& run) noexcept {
  ended_.splice(ended_.end(), running_, run.place_);
  loop_.cancel(run);
  keeper_.run_ended(run, failure_of(run.work));
  reaper_.start_now();
}

// The frames go before they count as gone: whoever waits for that may unload their code.
void ListenerRuns::reap() {
  std::list<ListenerRun> gone;
  gone.swap(ended_);
  while (!gone.empty()) {
    running_.splice(running_.end(), gone, gone.begin());
    recycle(running_.back());
  }
}

// Its listener keeps it for the next time, if it has one itself.
void ListenerRuns::recycle(ListenerRun& run) noexcept {
  run.work = {};
  run.stop.reset();
  keeper_.run_gone(run);
  run.emission.reset();
  const boost::intrusive_ptr<Listener> listener = std::move(run.listener);
  if (listener->spare.size() < most_spare)
    listener->spare.splice(listener->spare.end(), running_, run.place_);
  else
    running_.erase(run.place_);
  tally_.leave();
}

void ListenerRuns::request_stop() noexcept {
  stop_.request_stop();
  for (ListenerRun& run : running_)
    if (run.stop) run.stop->request_stop();
}

}  // namespace aio::runtime
