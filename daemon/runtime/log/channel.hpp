// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log_record.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "daemon/plan/log_format.hpp"
#include "daemon/runtime/log/output.hpp"

namespace aio::runtime {

using SharedRecord = std::shared_ptr<const log::Record>;

/// One handler's bounded queue, with a thread that writes to its output. Nobody who logs ever
/// waits: what finds the queue full is dropped, what the output does not take is lost, and both are
/// counted and told in one line when there is room again. An output that hangs holds up its own
/// channel alone. Owned by Loggers.
///   open --end()--> ending --all is written--> ended
class LogChannel {
 public:
  struct Limits {
    std::size_t records = 8192;
    std::size_t bytes = 16 << 20;
  };
  /// Hears, on the writer's thread, how an output has begun to fail: "loses lines: No space ...".
  using OnTrouble = std::function<void(std::string)>;

  LogChannel(std::string name, std::unique_ptr<LogOutput> output);
  LogChannel(std::string name, std::unique_ptr<LogOutput> output, Limits limits, OnTrouble trouble);

  /// Writes what is queued. A writer that hangs is left behind after `patience`, with all that it
  /// uses: nothing can end a thread that the kernel keeps.
  ~LogChannel();
  static constexpr std::chrono::seconds patience{1};

  LogChannel(const LogChannel&) = delete;
  LogChannel& operator=(const LogChannel&) = delete;

  void write(SharedRecord record) noexcept;
  void begin(std::shared_ptr<const plan::LogFormat> format);  ///< also another format, later
  void reopen();
  void end() noexcept;  ///< nothing more comes; returns at once
  bool ended() const;

  /// Waits until all that was written before has gone out: whether it has, in time.
  bool flush(std::chrono::steady_clock::time_point deadline);

  const std::string& name() const noexcept { return name_; }
  std::uint64_t dropped() const;  ///< dropped and lost, in all

 private:
  struct State;

  const std::string name_;
  std::shared_ptr<State> state_;  // the writer's as well
  std::thread writer_;            // an output may block for as long as it likes
};

}  // namespace aio::runtime
