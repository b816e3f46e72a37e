// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <atomic>
#include <string>

#include "daemon/runtime/loop/descriptor.hpp"
#include "daemon/runtime/servers/ownership.hpp"

namespace aio::runtime {

/// Who may connect to a unix socket, which is a matter of its file.
struct Access {
  unsigned mode = 0660;
  Ownership owner{};
};

/// The file of a unix socket that this process has bound. Owned by all who share the socket; its
/// end removes the file, unless another one stands there by now.
class SocketFile {
 public:
  /// Binds `socket` to the path. The file that it makes lets nobody in but its owner until access()
  /// has been called. A socket file that nobody answers at is replaced, with a notice in the log;
  /// nothing else that stands there is touched. Throws std::system_error, and aio::Error for what
  /// is no socket.
  SocketFile(int socket, std::string path);
  /// The file at the path, of a socket that was bound before this process: it stays unless told
  /// otherwise. Throws std::system_error.
  explicit SocketFile(std::string path);
  ~SocketFile();
  SocketFile(const SocketFile&) = delete;
  SocketFile& operator=(const SocketFile&) = delete;

  /// Throws std::system_error, also when the file is another one by now.
  void access(const Access& access) const;

  /// Whether it outlives this, for a socket that does.
  void stays(bool stays) const noexcept { stays_ = stays; }

 private:
  void open_file();
  bool is_ours() const noexcept;

  std::string path_;
  mutable std::atomic<bool> stays_ = false;
  Descriptor file_;  // O_PATH: while it is open, no other file has its inode number
};

}  // namespace aio::runtime
