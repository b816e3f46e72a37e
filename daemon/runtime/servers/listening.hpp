// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>

#include <memory>

#include "daemon/runtime/loop/descriptor.hpp"
#include "daemon/runtime/servers/socket_file.hpp"

namespace aio::runtime {

/// How a socket is opened.
struct Opening {
  int backlog = 511;  ///< of stream sockets
  Access access{};    ///< of a unix socket's file
};

/// The socket of a server: bound, and listening if it is a stream's. The kernel queues what comes
/// until somebody accepts or reads it. Dropping it closes it, and the last of its duplicates
/// removes its file. Everything here throws std::system_error, and open() aio::Error where a file
/// that is no socket has the path.
class Listening {
 public:
  Listening() = default;

  /// Nobody can connect to a unix socket before its file's access is as wanted.
  static Listening open(const Endpoint& endpoint, const Opening& opening = {});

  /// Takes over a socket that was passed in, and closes it on failure too. Its file is the
  /// passer's.
  static Listening adopt(int fd);

  /// Takes over a socket that a process before this one had bound for us, and its file with it.
  static Listening take_back(int fd);

  Listening duplicate() const;         ///< the same socket under a descriptor of its own
  void apply(const Opening& opening);  ///< to this socket and its duplicates

  /// Its file is not removed when it is closed, since the socket goes on elsewhere.
  void leave_file() const noexcept {
    if (file_) file_->stays(true);
  }

  int number() const noexcept { return descriptor_.number(); }
  explicit operator bool() const noexcept { return static_cast<bool>(descriptor_); }
  const Endpoint& bound() const noexcept { return bound_; }

 private:
  explicit Listening(Descriptor descriptor, std::shared_ptr<const SocketFile> file = {});

  Descriptor descriptor_;
  std::shared_ptr<const SocketFile> file_;  // none: not ours, or abstract; shared by duplicates
  Endpoint bound_;
};

}  // namespace aio::runtime
