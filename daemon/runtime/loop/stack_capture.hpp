// SPDX-License-Identifier: MIT
#pragma once

#include <pthread.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace aio::runtime {

/// Where a thread stood, and whose code it ran.
struct CapturedStack {
  std::string item;  ///< empty: nobody's, the app's own
  std::string handler;
  std::uint64_t run = 0;
  std::vector<void*> frames;  ///< the innermost first
};

/// Asks another thread of this process where it stands, by a signal (SIGRTMIN+5) whose handler
/// copies that into memory that is there already. One a process; who owns it asks from one thread
/// at a time. Where somebody else handles that signal, nothing is captured. The handler stays for
/// the life of the process: a signal may still be on its way when this ends.
///   The signal restarts what it interrupts (SA_RESTART) but for what is never restarted, as
///   signal(7) has it: sleeps, poll, select, epoll_wait and the like end with EINTR.
class StackCapture {
 public:
  StackCapture();
  StackCapture(const StackCapture&) = delete;
  StackCapture& operator=(const StackCapture&) = delete;

  static int signal_number() noexcept;

  /// nullopt when the thread does not answer in time, as one in an uninterruptible system call.
  std::optional<CapturedStack> of(pthread_t thread, std::chrono::milliseconds patience);

 private:
  bool ours_ = false;
};

/// "function(int)+0x12 in /usr/lib/x.so+0x1234", or the file and its offset alone where no symbol
/// is exported.
std::string described(const void* frame);

}  // namespace aio::runtime
