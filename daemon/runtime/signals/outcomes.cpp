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
    note(emission, index, emission.looked, Outcome::Result::dropped, "does not listen any more");
    return leave_one(emission);
  }
  if (listener.function.plain()) return call(emission, listener, index, signal);
  run(emission, listener, index);
}

void SignalTable::call(Emission& emission,
                       Listener& listener,
                       std::size_t index,
                       const Signal& signal) {
  std::string error;
  const std::uint64_t run = next_run_number();
  const TimePoint began = emission.looked;
  {
    const PlainRun scope(listener.item, run, emission);
    try {
      listener.function.call(signal);
    } catch (...) {
      error = text_of_current();
    }
  }
  const auto result = error.empty() ? Outcome::Result::ok : Outcome::Result::failed;
  if (!error.empty()) count_failure(*emission.entry, listener, error);
  note(emission, index, began, result, error);
  if (emission.wants_outcomes || !error.empty())
    tell_ended(emission, listener, run, began, result, error);
  leave_one(emission);
}

// Only a policy that may ask a run to stop makes it cost a stop_source of its own.
void SignalTable::run(Emission& emission, Listener& listener, std::size_t index) {
  SignalEntry& entry = *emission.entry;
  const plan::SignalSpec& policy = entry.policy;
  const auto timeout = policy.timeout;
  RunPtr run = runs_.take(listener);
  ++entry.runs;
  run->parts = {&emission.name, &emission.data, &listener.config};
  run->item.run = next_run_number();
  run->item.cause = static_cast<const Cause*>(&emission);
  run->began = timeout.count() > 0 && !emission.wants_outcomes ? loop_.now() : emission.looked;
  if (timeout.count() > 0 || policy.overflow == plan::Overflow::drop_oldest) run->stop.emplace();
  std::exception_ptr failure;
  try {
    {
      const aio::detail::ItemScope scope(&run->item);
      run->work = listener.function.run(run->signal);
    }
    if (runs_.begin(*run)) return go_on(emission, listener, index, std::move(run), timeout);
    run->work.result();
  } catch (...) {
    failure = std::current_exception();
  }
  conclude(emission, listener, index, run->item.run, run->began, failure);
  runs_.give_back(std::move(run), listener);
  --entry.runs;
  leave_one(emission);
}

// What has not ended in its begin is to be found from now on: by time, by policies, by a stop.
void SignalTable::go_on(Emission& emission,
                        Listener& listener,
                        std::size_t index,
                        RunPtr run,
                        std::chrono::nanoseconds timeout) {
  if (emission.wants_outcomes) {
    emission.outcomes[index].result = Outcome::Result::begun;
    emission.looked = loop_.now();
  }
  if (run->began == TimePoint()) run->began = loop_.now();
  tell_started(*run, listener);
  run->emission = &emission;
  run->listener = &listener;
  run->index = index;
  run->settled = false;
  emission.runs.push_back(*run);
  runs_.keep(std::move(run), timeout);
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
  emission.looked = loop_.now();
  outcome.took = std::chrono::duration_cast<std::chrono::microseconds>(emission.looked - began);
}

void SignalTable::tell_started(const ListenerRun& run, const Listener& listener) noexcept {
  observer_.listener_started({listener.item.name, run.item.run, "", run.began});
}

// A run that began when nobody looked at the clock has no time of its own.
void SignalTable::tell_ended(const Emission& emission,
                             const Listener& listener,
                             std::uint64_t run,
                             TimePoint began,
                             Outcome::Result result,
                             const std::string& error) {
  const TimePoint now = emission.wants_outcomes ? emission.looked : loop_.now();
  if (began == TimePoint()) began = now;
  const std::string text = error.empty() ? std::string() : listener.handler + ": " + error;
  observer_.listener_ended({listener.item.name, run, "", result, text, began, now - began});
}

void SignalTable::tell_emit_ended(const Emission& emission) noexcept {
  EmitEnded told{.signal = emission.name};
  if (emission.began != TimePoint()) told.took = loop_.now() - emission.began;
  for (const Outcome& outcome : emission.outcomes) {
    told.ok += outcome.result == Outcome::Result::ok;
    told.failed += outcome.result == Outcome::Result::failed;
    told.timeout += outcome.result == Outcome::Result::timeout;
    told.dropped += outcome.result == Outcome::Result::dropped;
  }
  observer_.emit_ended(told);
}

// Of one that was called in the short way, which is the one that runs.
void SignalTable::fail_plain(SignalEntry& entry,
                             const Listener& listener,
                             const std::string& error) {
  count_failure(entry, listener, error);
  observer_.listener_ended({listener.item.name, listener.item.run, "", Outcome::Result::failed,
                            listener.handler + ": " + error, loop_.now()});
}

void SignalTable::count_failure(SignalEntry& entry,
                                const Listener& listener,
                                const std::string& error) {
  ++entry.failures;
  tell(entry);
  observer_.failed(listener.item.name, error);
  if (!entry.failure_lines)
    entry.failure_lines = std::make_unique<FailureLines>(loop_, "signal '" + entry.spelling + "'");
  const aio::detail::ItemScope scope(&listener.item);
  entry.failure_lines->tell(listener.handler + ": " + error);
}

void SignalTable::conclude(Emission& emission,
                           const Listener& listener,
                           std::size_t index,
                           std::uint64_t run,
                           TimePoint began,
                           const std::exception_ptr& failure) {
  const std::string error = text_of(failure);
  const bool cancelled = is_cancellation(failure);
  const auto result = cancelled ? Outcome::Result::dropped
                      : failure ? Outcome::Result::failed
                                : Outcome::Result::ok;
  if (failure && !cancelled) count_failure(*emission.entry, listener, error);
  note(emission, index, began, result, error);
  if (emission.wants_outcomes || failure) tell_ended(emission, listener, run, began, result, error);
}

// It has its outcome now, and goes on until it heeds the request; the emit does not wait for that.
void SignalTable::abandon(ListenerRun& run, Outcome::Result result, std::string error) {
  const std::stop_source stop = *run.stop;  // the run may end, and be gone, on being asked
  Emission& emission = *run.emission;
  ++emission.entry->overdue;
  settle(run);
  note(emission, run.index, run.began, result, error);
  tell_ended(emission, *run.listener, run.item.run, run.began, result, error);
  leave_one(emission);
  stop.request_stop();
}

void SignalTable::settle(ListenerRun& run) noexcept {
  run.settled = true;
  run.emission->runs.erase(run.emission->runs.iterator_to(run));
}

void SignalTable::run_ended(ListenerRun& run, const std::exception_ptr& failure) noexcept {
  Emission& emission = *run.emission;
  if (run.settled) {
    --emission.entry->overdue;
    return;
  }
  settle(run);
  conclude(emission, *run.listener, run.index, run.item.run, run.began, failure);
  if (!emission.wants_outcomes && !failure)  // it went on, which was told
    tell_ended(emission, *run.listener, run.item.run, run.began, Outcome::Result::ok, {});
  leave_one(emission);
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
  if (emission.watched) tell_emit_ended(emission);
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
