// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace aio::runner {

/// What a server is to be bound to, as its section says.
struct WantedSocket {
  std::string server;
  Endpoint endpoint;
};

/// The socket that a server has; the descriptor is the server's.
struct OpenSocket {
  std::string server;
  int fd;
};

/// What the runner needs of whatever started the process: systemd, a terminal, or a test. Outlives
/// the runner. Nothing here blocks, but where it says so, or throws: a host that does not listen is
/// no reason to stop.
class Host {
 public:
  virtual ~Host() = default;

  /// A supervisor keeps the process: a bad file must not end it, since it would be started again.
  virtual bool supervised() const noexcept = 0;

  /// What tells this machine from others and stays as it is; empty when nothing does.
  virtual std::string machine_id() const { return {}; }

  /// Where the runner may keep what outlives the process; empty: nowhere. It need not be there yet.
  virtual std::filesystem::path state_folder() const { return {}; }

  /// A server's socket that was passed in under this name and is bound to this endpoint: a
  /// duplicate, the caller's to close. The host keeps its own, for a change that is tried again.
  virtual std::optional<int> passed_socket(const std::string& name, const Endpoint& endpoint) = 0;

  // Sockets that were bound here, for the process that follows this one.

  /// Whether it keeps any: then the files of unix sockets stay where they are at the end.
  virtual bool keeps_sockets() const noexcept { return false; }
  /// One that the process before this one had bound for that server, at that endpoint: a duplicate,
  /// the caller's to close. Nothing once a server of this process has had it.
  virtual std::optional<int> kept_socket(const std::string&, const Endpoint&) { return {}; }
  /// What is to be bound from now on; `all`: for certain nothing else. What was kept and is in the
  /// way, or is nobody's, is let go. Whether there is something to tell.
  virtual bool expect_sockets(const std::vector<WantedSocket>&, bool /*all*/) { return false; }
  /// What is bound now, all of it. Whether there is something to tell.
  virtual bool note_sockets(const std::vector<OpenSocket>&) { return false; }
  /// Tells the supervisor, and waits until it has let go what is to go: not for the loop, and not
  /// beside the three before.
  virtual void tell_sockets() {}

  // Where schedules stand, for the process that follows this one while the machine is up.

  /// As the process before has kept it; empty: it has not.
  virtual std::string kept_grids() const { return {}; }
  /// Waits for the supervisor: not for the loop.
  virtual void keep_grids(const std::string& /*text*/) {}
  /// A cell that outlives the process, with what the one before has left in it; null: there is
  /// none. Lives as long as the host.
  virtual std::atomic<std::int64_t>* kept_moment() { return nullptr; }

  virtual void ready(const std::string& status) noexcept = 0;   ///< every socket is bound
  virtual void status(const std::string& status) noexcept = 0;  ///< from any thread
  /// The configuration is read again, until ready() is said once more.
  virtual void reloading() noexcept {}
  virtual void stopping(std::chrono::nanoseconds longest) noexcept = 0;  ///< it may take so long

  /// How long it waits for a sign of life before it ends the process; 0: it does not ask for one.
  virtual std::chrono::microseconds watchdog() const noexcept { return {}; }
  virtual void alive() noexcept {}
};

/// The host of a process that nobody supervises: says nothing, has nothing.
class NoHost : public Host {
 public:
  bool supervised() const noexcept override { return false; }
  std::optional<int> passed_socket(const std::string&, const Endpoint&) override {
    return std::nullopt;
  }
  void ready(const std::string&) noexcept override {}
  void status(const std::string&) noexcept override {}
  void stopping(std::chrono::nanoseconds) noexcept override {}
};

}  // namespace aio::runner
