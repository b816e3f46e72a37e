// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace aio::runtime {

/// A record with the time at which it was written.
struct LogLine {
  log::Record record;
  std::chrono::system_clock::time_point at;
};

/// Where log lines end up. Called by the writer thread alone, which may block in it.
class LogOutput {
 public:
  virtual ~LogOutput() = default;
  virtual void write(const LogLine& line) noexcept = 0;
};

/// Lines on standard error: `2026-01-31 12:00:00.250 INFO text`, in local time.
class StderrOutput final : public LogOutput {
 public:
  void write(const LogLine& line) noexcept override;
};

std::string_view word(log::Level level);   ///< "INFO"
std::string text_of(const LogLine& line);  ///< as StderrOutput writes it, with the line's end

/// The app's log sink: a bounded queue and a thread that writes. Nobody who logs ever waits; what
/// finds the queue full is dropped, counted, and told in one line when there is room again. Owned
/// by the composition root; outlives the app. Its end writes what is queued.
class LogQueue final : public log::Sink {
 public:
  explicit LogQueue(std::unique_ptr<LogOutput> output,
                    log::Level level = log::Level::info,
                    std::size_t capacity = 8192);
  ~LogQueue() override;

  bool wants(log::Level level) const noexcept override { return level >= level_.load(); }
  void write(log::Record record) noexcept override;

  log::Level level() const noexcept { return level_; }
  void level(log::Level level) noexcept { level_ = level; }

  void flush();  ///< waits until all that was written before has gone out; not for the loop
  bool flush(std::chrono::milliseconds limit);  ///< false when the output took longer
  std::uint64_t dropped() const noexcept { return dropped_; }  ///< in all

 private:
  void work();
  void put_out(std::vector<LogLine>& lines, std::uint64_t dropped) noexcept;

  const std::size_t capacity_;
  std::atomic<log::Level> level_;
  std::atomic<std::uint64_t> dropped_ = 0;
  std::unique_ptr<LogOutput> output_;

  std::mutex mutex_;
  std::condition_variable wake_;     // the writer
  std::condition_variable written_;  // those who flush
  std::vector<LogLine> queue_;
  std::uint64_t dropped_reported_ = 0;
  bool writing_ = false;
  bool ending_ = false;
  std::thread writer_;  // an output may block for as long as it likes
};

}  // namespace aio::runtime
