// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/loop_watch.hpp"

#include <aio/item.hpp>
#include <aio/log.hpp>

#include <time.h>

#include <fmt/format.h>
#include <algorithm>
#include <utility>

#include "daemon/runtime/log/log_event.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr nanoseconds shortest_period = 5ms;
constexpr std::chrono::milliseconds patience_with_the_thread = 500ms;

nanoseconds used(clockid_t clock) noexcept {
  timespec time{};
  if (clock_gettime(clock, &time) != 0) return {};
  return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

std::string in_seconds(nanoseconds span) {
  return fmt::format("{:.3g} s", std::chrono::duration<double>(span).count());
}

std::string culprit(const Item& item) {
  if (item.name.empty()) return "code that is no handler's";
  return item.name + (item.handler.empty() ? "" : " (" + item.handler + ")");
}

std::string stack(const std::optional<CapturedStack>& captured) {
  if (!captured) return "\n  its stack cannot be had";
  std::string text;
  for (const void* const frame : captured->frames) text += "\n  " + described(frame);
  return text;
}

}  // namespace

LoopWatch::LoopWatch(Tell tell, nanoseconds limit)
    : tell_(std::move(tell)), limit_(limit), thread_([this] { work(); }) {}

LoopWatch::~LoopWatch() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

LoopWatch::Guard::Guard(LoopWatch& watch, EventLoop& loop, std::string name) : watch_(watch) {
  const std::lock_guard lock(watch.mutex_);
  place_ = watch.loops_.insert(
      watch.loops_.end(),
      Watched{
          .loop = loop, .name = std::move(name), .turning = Turning(watch.limit_), .answer = {}});
  watch.ping(*place_, std::chrono::steady_clock::now());
}

LoopWatch::Guard::~Guard() {
  const std::lock_guard lock(watch_.mutex_);
  watch_.loops_.erase(place_);
}

void LoopWatch::limit(nanoseconds limit) {
  const std::lock_guard lock(mutex_);
  limit_ = limit;
  for (Watched& watched : loops_) watched.turning.limit(limit);
  wake_.notify_one();
}

StallSnapshot LoopWatch::snapshot() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

nanoseconds LoopWatch::period() const noexcept {
  return std::max(limit_ / 2, shortest_period);
}

void LoopWatch::work() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    const TimePoint planned = std::chrono::steady_clock::now() + period();
    const bool in_time = wake_.wait_until(lock, planned) == std::cv_status::timeout;
    const TimePoint now = std::chrono::steady_clock::now();
    for (Watched& watched : loops_) look(watched, now, in_time ? now - planned : nanoseconds(0));
  }
}

void LoopWatch::look(Watched& watched, TimePoint now, nanoseconds late) {
  const bool answered = watched.answer->given.load() != TimePoint();
  switch (watched.turning.look(now, late, answered)) {
    case Turning::Verdict::stalled:
      tell_stall(watched, now);
      break;
    case Turning::Verdict::turns_again:
      tell_end(watched);
      break;
    case Turning::Verdict::nothing_new:
      break;
  }
  if (answered) ping(watched, now);
}

void LoopWatch::ping(Watched& watched, TimePoint now) {
  if (watched.answer && pthread_getcpuclockid(watched.answer->thread, &watched.cpu_clock) == 0)
    watched.cpu_before = used(watched.cpu_clock);
  const pthread_t thread = watched.answer ? watched.answer->thread.load() : pthread_t();
  watched.answer = std::make_shared<Answer>();
  watched.answer->thread = thread;
  watched.turning.pinged(now);
  watched.loop.post([answer = watched.answer] {
    answer->thread = pthread_self();
    answer->given = std::chrono::steady_clock::now();
  });
}

// As one record: it stays together in a log that many write to.
void LoopWatch::tell_stall(Watched& watched, TimePoint now) {
  const auto captured = capture_.of(watched.answer->thread, patience_with_the_thread);
  const nanoseconds lasted = now - watched.turning.since();
  const Item item = captured ? Item{captured->item, captured->handler, captured->run} : Item{};
  const detail::ItemScope scope(item.name.empty() ? nullptr : &item);
  const std::string line =
      fmt::format("{} has not turned for {}: held up by {}", watched.name, in_seconds(lasted),
                  captured ? culprit(item) : "a handler that answers no signal");
  log_event(log::Level::error, LogEvent::loop_blocked, "{}, which has used {} of CPU time since{}",
            line, in_seconds(used(watched.cpu_clock) - watched.cpu_before), stack(captured));
  watched.stall = {.count = last_.count + 1,
                   .loop = watched.name,
                   .item = item.name,
                   .handler = item.handler,
                   .since = std::chrono::system_clock::now() -
                            std::chrono::duration_cast<std::chrono::system_clock::duration>(lasted),
                   .lasted = lasted,
                   .over = false};
  last_ = watched.stall;
  if (tell_) tell_(line);
}

void LoopWatch::tell_end(Watched& watched) {
  StallSnapshot& stall = watched.stall;
  stall.lasted = watched.answer->given.load() - watched.turning.since();
  stall.over = true;
  log::warning("{} turns again after {}: it was held up by {}", watched.name,
               in_seconds(stall.lasted), culprit(Item{stall.item, stall.handler}));
  const auto count = last_.count;  // another loop may have stalled since
  last_ = stall;
  last_.count = count;
  if (tell_) tell_({});
}

}  // namespace aio::runtime
