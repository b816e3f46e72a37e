// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace aio::scenarios {

using namespace std::chrono_literals;

/// How long a scenario waits for anything before it calls it missing: ample, since it costs time
/// only when a test fails.
inline constexpr std::chrono::seconds patience = 30s;

/// What comes out of a pipe, gathered by a thread of its own, so that the writer never waits for
/// the test. Owned by the Process that writes; it ends with the pipe, or when it is destroyed.
class Captured {
 public:
  explicit Captured(int fd);  ///< takes the descriptor
  ~Captured();
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;

  std::string text() const;
  /// Waits until the text from offset `from` on holds `words`, or the pipe ends: whether it does.
  bool holds(std::string_view words, std::size_t from = 0) const;
  /// All of it, once the pipe has ended.
  std::string all() const;

 private:
  void gather();
  bool read_some();

  int fd_;
  int stop_;  // an eventfd
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::string text_;
  bool ended_ = false;
  std::thread thread_;  // gather() reads a blocking pipe
};

}  // namespace aio::scenarios
