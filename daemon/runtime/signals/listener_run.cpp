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

ListenerRun::ListenerRun(ListenerRuns& runs, const Item& item)
    : item(item), runs_(runs), context_{&runs.loop_, runs.stop_.get_token(), &this->item} {}

ListenerRun::~ListenerRun() {
  if (armed()) runs_.loop_.cancel(*this);
}

void ListenerRun::ended() noexcept {
  if (!beginning_) runs_.end(*this);
}

void ListenerRun::fire() noexcept {
  runs_.keeper_.run_is_late(*this);
}

ListenerRuns::ListenerRuns(Loop& loop, RunKeeper& keeper)
    : loop_(loop), keeper_(keeper), reaper_(loop, *this, &ListenerRuns::reap) {}

ListenerRuns::~ListenerRuns() {
  running_.clear_and_dispose(std::default_delete<ListenerRun>());
  ended_.clear_and_dispose(std::default_delete<ListenerRun>());
}

RunPtr ListenerRuns::take(Listener& listener) {
  RunPtr run;
  if (listener.spare.empty()) {
    run = std::make_unique<ListenerRun>(*this, listener.item);
  } else {
    run = std::move(listener.spare.back());
    listener.spare.pop_back();
  }
  tally_.enter();
  return run;
}

bool ListenerRuns::begin(ListenerRun& run) {
  if (!run.work) run.work = refuse_empty();
  if (run.stop) run.context_.stop = run.stop->get_token();
  run.beginning_ = true;
  run.work.start_within(run.context_, run);
  run.beginning_ = false;
  return !run.work.done();
}

void ListenerRuns::keep(RunPtr run, std::chrono::nanoseconds timeout) {
  running_.push_back(*run);
  ListenerRun& kept = *run.release();
  if (timeout.count() > 0) loop_.add(kept, later(kept.began, timeout));
}

// The coroutine still stands on its last line.
void ListenerRuns::end(ListenerRun& run) noexcept {
  running_.erase(running_.iterator_to(run));
  ended_.push_back(run);
  loop_.cancel(run);
  keeper_.run_ended(run, failure_of(run.work));
  reaper_.start_now();
}

void ListenerRuns::reap() {
  Runs gone;
  gone.swap(ended_);
  while (!gone.empty()) {
    RunPtr run(&gone.front());
    gone.pop_front();
    run->work = {};
    keeper_.run_gone(*run);
    const boost::intrusive_ptr<Listener> listener = std::move(run->listener);
    const boost::intrusive_ptr<Emission> emission = std::move(run->emission);
    run->settled = false;
    give_back(std::move(run), *listener);
  }
}

// The frame goes before it counts as gone: whoever waits for that may unload its code. The listener
// keeps the run for the next time.
void ListenerRuns::give_back(RunPtr run, Listener& listener) noexcept {
  run->work = {};
  if (run->stop) {
    run->stop.reset();
    run->context_.stop = stop_.get_token();
  }
  if (listener.spare.size() < most_spare) listener.spare.push_back(std::move(run));
  tally_.leave();
}

void ListenerRuns::request_stop() noexcept {
  stop_.request_stop();
  for (ListenerRun& run : running_)
    if (run.stop) run.stop->request_stop();
}

}  // namespace aio::runtime
