// SPDX-License-Identifier: MIT
#include "daemon/runtime/log.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace aio::runtime {

std::string_view word(log::Level level) {
  switch (level) {
    case log::Level::debug:
      return "DEBUG";
    case log::Level::info:
      return "INFO";
    case log::Level::warning:
      return "WARNING";
    case log::Level::error:
      return "ERROR";
    case log::Level::critical:
      return "CRITICAL";
  }
  return "NOTSET";
}

namespace {

// A record of many lines stays recognisable as one: nobody can forge the next line's beginning.
std::string indented(const std::string& text) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out;
}

// Waits for a pipe or terminal that is in non-blocking mode; gives up on one that is broken.
void write_whole(int fd, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t count = ::write(fd, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN) {
      pollfd writable{fd, POLLOUT, 0};
      poll(&writable, 1, -1);
    } else if (errno != EINTR) {
      return;
    }
  }
}

}  // namespace

std::string text_of(const LogLine& line) {
  using namespace std::chrono;
  const auto milliseconds = duration_cast<std::chrono::milliseconds>(line.at.time_since_epoch());
  return fmt::format("{:%Y-%m-%d %H:%M:%S}.{:03} {} {}\n",
                     fmt::localtime(system_clock::to_time_t(line.at)), milliseconds.count() % 1000,
                     word(line.record.level), indented(line.record.text));
}

void StderrOutput::write(const LogLine& line) noexcept {
  write_whole(STDERR_FILENO, text_of(line));
}

LogQueue::LogQueue(std::unique_ptr<LogOutput> output, log::Level level, std::size_t capacity)
    : capacity_(capacity), level_(level), output_(std::move(output)) {
  queue_.reserve(capacity_);
  writer_ = std::thread([this] { work(); });
}

LogQueue::~LogQueue() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  writer_.join();
}

void LogQueue::write(log::Record record) noexcept {
  const auto now = std::chrono::system_clock::now();
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() == capacity_) {
      ++dropped_;
      return;
    }
    queue_.push_back({std::move(record), now});
    if (queue_.size() > 1) return;  // the writer has been woken, or will look before it sleeps
  }
  wake_.notify_one();
}

void LogQueue::flush() {
  std::unique_lock lock(mutex_);
  written_.wait(lock, [this] { return queue_.empty() && !writing_; });
}

bool LogQueue::flush(std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  return written_.wait_for(lock, limit, [this] { return queue_.empty() && !writing_; });
}

// Two vectors take turns, so that nobody allocates and nobody waits for an output.
void LogQueue::work() {
  std::vector<LogLine> lines;
  lines.reserve(capacity_);
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    if (queue_.empty()) return;
    lines.swap(queue_);
    const std::uint64_t dropped = dropped_ - std::exchange(dropped_reported_, dropped_);
    writing_ = true;
    lock.unlock();
    put_out(lines, dropped);
    lock.lock();
    writing_ = false;
    written_.notify_all();
  }
}

// What was dropped was written after these lines and before the next ones.
void LogQueue::put_out(std::vector<LogLine>& lines, std::uint64_t dropped) noexcept {
  for (const LogLine& line : lines) output_->write(line);
  lines.clear();
  if (dropped == 0) return;
  log::Record told{log::Level::warning, fmt::format("{} log lines dropped", dropped), {}};
  output_->write({std::move(told), std::chrono::system_clock::now()});
}

}  // namespace aio::runtime
