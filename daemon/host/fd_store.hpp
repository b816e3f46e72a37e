// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>

#include <sys/types.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/runner/host.hpp"
#include "daemon/runtime/loop/descriptor.hpp"

namespace aio::host {

/// What systemd calls a stored descriptor (FDNAME= of sd_pid_notify_with_fds(3)): "kept=SERVER", or
/// "kept=SERVER=FILE" for a unix socket, whose file is to be that one still. No server has a '=' in
/// its name, and so no socket unit's descriptor is mistaken for one of these.
struct StoredName {
  std::string server;
  std::string file;  ///< device and inode of the socket's file, in hexadecimal; empty: it has none

  std::string text() const;
  static std::optional<StoredName> parse(std::string_view text);
};

/// The descriptor store of this service (FileDescriptorStoreMax= of systemd.service(5)): sockets
/// that aiod has bound itself, for the process that follows this one. Holds a duplicate of each, so
/// that one that is let go refuses clients at once, whenever systemd closes its own. Owned by
/// SystemdHost. One thread at a time.
class FdStore {
 public:
  /// `there`: somebody keeps what is sent. `most`: how much of it, as far as that is known.
  explicit FdStore(bool there, std::optional<std::size_t> most = std::nullopt)
      : there_(there), most_(most) {}

  bool there() const noexcept { return there_; }

  /// What came back at the start. What is no socket of a server is closed, and leaves the store.
  void take_back(const std::string& name, runtime::Descriptor descriptor);

  /// A socket that nobody has opened yet, where name, type and bound address agree.
  std::optional<int> find(const std::string& server, const Endpoint& endpoint) const;

  // Of runner::Host, with `units`: what a socket unit holds is not stored as well.
  bool expect(const std::vector<runner::WantedSocket>& wanted, bool all);
  bool note(const std::vector<runner::OpenSocket>& open, const std::vector<ino_t>& units);
  void tell();

 private:
  struct Entry {
    StoredName name;
    runtime::Descriptor socket;
    ino_t id;
    bool open = false;     // in a server of this process
    bool to_tell = false;  // systemd does not have it yet
    bool gone = false;
  };

  bool is_expected(const Entry& entry,
                   const std::vector<runner::WantedSocket>& wanted,
                   bool all) const;
  void add(const std::string& server, int socket);
  void forget_gone();
  void warn_of_limit();

  bool there_;
  std::optional<std::size_t> most_;
  bool warned_ = false;
  std::vector<Entry> entries_;
  std::vector<std::string> leaving_;  // names that systemd is to forget
};

/// The number of a socket, which its duplicates share; 0 when there is none.
ino_t id_of(int fd);

}  // namespace aio::host
