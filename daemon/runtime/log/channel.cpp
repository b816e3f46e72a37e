// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/channel.hpp"

#include <fmt/format.h>
#include <csignal>

#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

namespace aio::runtime {
namespace {

std::size_t size_of(const log::Record& record) {
  std::size_t size = sizeof record + record.text.size() + record.item.size();
  for (const auto& [name, value] : record.fields) size += name.size() + value.size();
  return size;
}

/// What is written between the lines: it stands for lines that are not there.
log::Record told(std::string text) {
  return {.level = log::Level::warning,
          .text = std::move(text),
          .at = std::chrono::system_clock::now()};
}

// Signals are the loop's business; and SIGPIPE comes to the thread that writes.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace

struct LogChannel::State {
  State(std::unique_ptr<LogOutput> to, Limits bounds, OnTrouble on_trouble)
      : limits(bounds), trouble(std::move(on_trouble)), output(std::move(to)) {
    queue.reserve(64);
  }

  void work();
  bool has_work() const { return ending || begins || reopens || !queue.empty(); }
  void put_out(std::unique_lock<std::mutex>& lock);
  void write_all(const std::vector<SharedRecord>& records, const plan::LogFormat* format);
  void write_one(const log::Record& record, const plan::LogFormat* format);
  std::error_code tell(std::uint64_t& untold, const char* what, const plan::LogFormat* format);
  void reopen_output();
  void notice(const std::string& what);

  const Limits limits;
  std::mutex trouble_mutex;
  OnTrouble trouble;

  std::mutex mutex;
  std::condition_variable wake;     // the writer
  std::condition_variable written;  // those who flush
  std::vector<SharedRecord> queue;
  std::size_t bytes = 0;
  std::shared_ptr<const plan::LogFormat> format;
  bool begins = false;
  bool reopens = false;
  bool writing = false;
  bool ending = false;
  bool closed = false;  // nobody looks at the queue any more
  bool ended = false;
  std::uint64_t dropped = 0;
  std::uint64_t lost = 0;

  // The writer's own.
  std::unique_ptr<LogOutput> output;
  std::uint64_t dropped_seen = 0;
  std::uint64_t dropped_untold = 0;
  std::uint64_t lost_untold = 0;
  std::uint64_t newly_lost = 0;
  std::string why_lost;
  bool failing = false;
};

LogChannel::LogChannel(std::string name, std::unique_ptr<LogOutput> output)
    : LogChannel(std::move(name), std::move(output), Limits(), {}) {}

LogChannel::LogChannel(std::string name,
                       std::unique_ptr<LogOutput> output,
                       Limits limits,
                       OnTrouble trouble)
    : name_(std::move(name)),
      state_(std::make_shared<State>(std::move(output), limits, std::move(trouble))) {
  const SignalsBlocked blocked;  // the thread inherits it
  writer_ = std::thread([state = state_] { state->work(); });
}

LogChannel::~LogChannel() {
  end();
  std::unique_lock lock(state_->mutex);
  const bool over = state_->written.wait_for(lock, patience, [this] { return state_->ended; });
  lock.unlock();
  if (over) {
    writer_.join();
    return;
  }
  const std::lock_guard trouble_lock(state_->trouble_mutex);
  state_->trouble = {};  // who hears it may be gone soon
  writer_.detach();
}

void LogChannel::write(SharedRecord record) noexcept {
  State& state = *state_;
  {
    const std::lock_guard lock(state.mutex);
    const std::size_t size = size_of(*record);
    const bool full = state.queue.size() >= state.limits.records ||
                      (!state.queue.empty() && state.bytes + size > state.limits.bytes);
    if (full || state.closed) {
      ++state.dropped;
      return;
    }
    state.bytes += size;
    state.queue.push_back(std::move(record));
    if (state.queue.size() > 1) return;  // the writer is awake, or will look before it sleeps
  }
  state.wake.notify_one();
}

void LogChannel::begin(std::shared_ptr<const plan::LogFormat> format) {
  {
    const std::lock_guard lock(state_->mutex);
    state_->format = std::move(format);
    state_->begins = true;
  }
  state_->wake.notify_one();
}

void LogChannel::reopen() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->reopens = true;
  }
  state_->wake.notify_one();
}

void LogChannel::end() noexcept {
  {
    const std::lock_guard lock(state_->mutex);
    state_->ending = true;
  }
  state_->wake.notify_one();
}

bool LogChannel::ended() const {
  const std::lock_guard lock(state_->mutex);
  return state_->ended;
}

bool LogChannel::flush(std::chrono::steady_clock::time_point deadline) {
  State& state = *state_;
  std::unique_lock lock(state.mutex);
  return state.written.wait_until(lock, deadline, [&] {
    return state.queue.empty() && !state.writing && !state.reopens && !state.begins;
  });
}

std::uint64_t LogChannel::dropped() const {
  const std::lock_guard lock(state_->mutex);
  return state_->dropped + state_->lost;
}

void LogChannel::State::work() {
  std::unique_lock lock(mutex);
  while (true) {
    wake.wait(lock, [this] { return has_work(); });
    if (ending && queue.empty() && !begins) break;
    put_out(lock);
    written.notify_all();
  }
  closed = true;
  lock.unlock();
  output.reset();  // closes, which may take its time
  lock.lock();
  ended = true;
  written.notify_all();
}

// Without the lock while it writes. What was dropped was written after these records and before the
// next ones.
void LogChannel::State::put_out(std::unique_lock<std::mutex>& lock) {
  std::vector<SharedRecord> records;
  records.swap(queue);
  bytes = 0;
  const bool begin_now = std::exchange(begins, false);
  const bool reopen_now = std::exchange(reopens, false);
  const auto as = format;
  dropped_untold += dropped - std::exchange(dropped_seen, dropped);
  writing = true;
  lock.unlock();
  if (begin_now) {
    output->begin();
    failing = false;  // there may be others now who want to hear of it
  }
  write_all(records, as.get());
  if (reopen_now) reopen_output();
  records.clear();
  lock.lock();
  lost += std::exchange(newly_lost, 0);
  writing = false;
}

void LogChannel::State::write_all(const std::vector<SharedRecord>& records,
                                  const plan::LogFormat* as) {
  for (const SharedRecord& record : records) write_one(*record, as);
  tell(dropped_untold, "dropped", as);
}

void LogChannel::State::write_one(const log::Record& record, const plan::LogFormat* as) {
  std::error_code error = tell(lost_untold, "lost", as);
  if (!error) error = output->write(record, as);
  if (!error) {
    failing = false;
    return;
  }
  ++lost_untold;
  ++newly_lost;
  why_lost = error.message();
  notice("loses lines: " + why_lost);
}

std::error_code LogChannel::State::tell(std::uint64_t& untold,
                                        const char* what,
                                        const plan::LogFormat* as) {
  if (untold == 0) return {};
  std::string text = fmt::format("{} log lines {}", untold, what);
  if (&untold == &lost_untold) text += ": " + why_lost;
  const std::error_code error = output->write(told(std::move(text)), as);
  if (!error) untold = 0;
  return error;
}

void LogChannel::State::reopen_output() {
  if (const std::error_code error = output->reopen())
    notice("cannot be opened anew, and is kept as it was: " + error.message());
  else
    failing = false;
}

void LogChannel::State::notice(const std::string& what) {
  const std::lock_guard lock(trouble_mutex);
  if (!std::exchange(failing, true) && trouble) trouble(what);
}

}  // namespace aio::runtime
