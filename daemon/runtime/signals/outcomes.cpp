// SPDX-License-Identifier: MIT
// How SignalTable calls one listener of an Emission, and how that ends.
#include <aio/log.hpp>

#include <fmt/format.h>
#include <utility>

#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/run_number.hpp"
#include "daemon/runtime/signals/plain_run.hpp"
#include "daemon/runtime/signals/signals.hpp"

namespace aio::runtime {
namespace {

std::string seconds(std::chrono::nanoseconds span) {
  return fmt::format("{:g} s", std::chrono::duration<double>(span).count());
}

}  // namespace

void SignalTable::begin_one(Emission& emission, std::size_t index, const Signal& signal) {
  Listener& listener = *emission.listeners->all[index];
  if (!listener.listening) {
    note(emission, index, loop_.now(), Outcome::Result::dropped, "does not listen any more");
    return leave_one(emission);
  }
  if (listener.function.plain()) return call(emission, listener, index, signal);
  run(emission, listener, index, signal);
}

void SignalTable::call(Emission& emission,
                       Listener& listener,
                       std::size_t index,
                       const Signal& signal) {
  const TimePoint began = emission.wants_outcomes ? loop_.now() : TimePoint();
  std::string error;
  {
    const PlainRun scope(listener.item, next_run_number(), emission);
    try {
      listener.function.call(signal);
    } catch (...) {
      error = text_of_current();
    }
  }
  if (!error.empty()) fail(*emission.entry, listener, error);
  const auto result = error.empty() ? Outcome::Result::ok : Outcome::Result::failed;
  note(emission, index, began, result, std::move(error));
  leave_one(emission);
}

// Only a policy that may ask a run to stop makes it cost a stop_source of its own.
void SignalTable::run(Emission& emission,
                      Listener& listener,
                      std::size_t index,
                      const Signal& signal) {
  SignalEntry& entry = *emission.entry;
  const plan::SignalSpec& policy = entry.policy;
  const auto timeout = policy.timeout;
  ListenerRun& run = runs_.take(listener);
  ++entry.runs;
  emission.runs.push_back(run);
  run.emission = &emission;
  run.index = index;
  run.item.run = next_run_number();
  run.item.cause = static_cast<const Cause*>(&emission);
  if (emission.wants_outcomes) emission.outcomes[index].result = Outcome::Result::begun;
  if (emission.wants_outcomes || timeout.count() > 0) run.began = loop_.now();
  if (timeout.count() > 0 || policy.overflow == plan::Overflow::drop_oldest) run.stop.emplace();
  try {
    const aio::detail::ItemScope scope(&run.item);
    run.work = listener.function.run(signal);
  } catch (...) {
    run_ended(run, std::current_exception());
    return runs_.drop(run);
  }
  runs_.start(run, timeout);
}

void SignalTable::note(Emission& emission,
                       std::size_t index,
                       TimePoint began,
                       Outcome::Result result,
                       std::string error) {
  if (!emission.wants_outcomes) return;
  Outcome& outcome = emission.outcomes[index];
  outcome.result = result;
  outcome.error = std::move(error);
  outcome.took = std::chrono::duration_cast<std::chrono::microseconds>(loop_.now() - began);
}

void SignalTable::fail(SignalEntry& entry, const Listener& listener, const std::string& error) {
  ++entry.failures;
  tell(entry);
  observer_.failed(listener.item.name, error);
  if (!entry.failure_lines)
    entry.failure_lines = std::make_unique<FailureLines>(loop_, "signal '" + entry.spelling + "'");
  entry.failure_lines->tell(listener.handler + ": " + error);
}

void SignalTable::settle(ListenerRun& run, Outcome::Result result, std::string error) {
  Emission& emission = *run.emission;
  run.settled = true;
  emission.runs.erase(emission.runs.iterator_to(run));
  note(emission, run.index, run.began, result, std::move(error));
  leave_one(emission);
}

// It has its outcome now, and goes on until it heeds the request; the emit does not wait for that.
void SignalTable::abandon(ListenerRun& run, Outcome::Result result, std::string error) {
  const std::stop_source stop = *run.stop;  // the run may end, and be gone, on being asked
  ++run.emission->entry->overdue;
  settle(run, result, std::move(error));
  stop.request_stop();
}

void SignalTable::run_ended(ListenerRun& run, const std::exception_ptr& failure) noexcept {
  SignalEntry& entry = *run.emission->entry;
  if (run.settled) {
    --entry.overdue;
  } else if (!failure) {
    settle(run, Outcome::Result::ok, {});
  } else if (is_cancellation(failure)) {
    settle(run, Outcome::Result::dropped, text_of(failure));
  } else {
    std::string error = text_of(failure);
    fail(entry, *run.listener, error);
    settle(run, Outcome::Result::failed, std::move(error));
  }
}

void SignalTable::run_is_late(ListenerRun& run) noexcept {
  SignalEntry& entry = *run.emission->entry;
  ++entry.timeouts;
  tell(entry);
  std::string error = "took longer than " + seconds(run.due() - run.began);
  log::error("signal '{}': {}: {}, asked to stop", run.emission->name, run.listener->handler,
             error);
  abandon(run, Outcome::Result::timeout, std::move(error));
}

void SignalTable::run_gone(ListenerRun& run) noexcept {
  --run.emission->entry->runs;
}

void SignalTable::leave_one(Emission& emission) {
  if (--emission.pending > 0) return;
  SignalEntry& entry = *emission.entry;
  const EmissionPtr kept(&emission);
  emission.state = Emission::State::ended;
  entry.emissions.erase(entry.emissions.iterator_to(emission));
  release(emission);
  wake(emission);
  --entry.under_way;
  tell(entry);
  if (!entry.waiting.empty()) turn_.start_now();
}

void SignalTable::release(Emission& emission) noexcept {
  if (std::exchange(emission.held, false)) held_ -= emission.data.size();
}

// The emitter goes on in a turn of its own, not on the stack of whoever ended last.
void SignalTable::wake(Emission& emission) {
  if (emission.emitter != nullptr) loop_.add(*emission.emitter, loop_.now());
}

}  // namespace aio::runtime
