// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include "daemon/runtime/log/make_output.hpp"

namespace aio {

/// What modules, or a library of theirs, print on standard output and error goes through a pipe to
/// a small process of its own (relay_process.hpp), which passes it on to where it was meant to go.
/// So no printf() waits for somebody who does not read, and nothing that was printed is lost
/// however aiod ends, by _exit(), a crash or a kill. The log itself writes to the streams as they
/// were. A regular file holds nobody up, and is left as it is. Made first thing in the process,
/// before any thread; its end puts the streams back. Owned by Daemon.
class OutputRelay {
 public:
  OutputRelay();
  ~OutputRelay();
  OutputRelay(const OutputRelay&) = delete;
  OutputRelay& operator=(const OutputRelay&) = delete;

  /// The streams as they were.
  runtime::Streams streams() const noexcept { return streams_; }

  /// Waits until what was printed so far has gone out, for a second at most.
  void flush() noexcept;

 private:
  void begin(bool out, bool err);
  void reap() noexcept;

  runtime::Streams streams_;
  int control_ = -1;  // -1: there is no relay
  pid_t child_ = -1;
};

}  // namespace aio
