// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/host/fd_store.hpp"
#include "daemon/host/kept_grid.hpp"
#include "daemon/runner/host.hpp"

namespace aio::host {

/// systemd's side of the process: tells it how things stand, and keeps the sockets that it passed
/// for its servers (sd_listen_fds(3), sd_notify(3)). Made first thing in the process,
/// since it takes the variables that say so out of the environment. Without systemd it says nothing
/// and has nothing. Owned by App, outlives the runner.
class SystemdHost final : public runner::Host {
 public:
  SystemdHost();
  ~SystemdHost() override;
  SystemdHost(const SystemdHost&) = delete;
  SystemdHost& operator=(const SystemdHost&) = delete;

  bool supervised() const noexcept override { return supervised_; }
  std::string machine_id() const override;
  /// $STATE_DIRECTORY (systemd.exec(5)) where systemd gives one; by hand that of the XDG Base
  /// Directory Specification.
  std::filesystem::path state_folder() const override;
  std::optional<int> passed_socket(const std::string& name, const Endpoint& endpoint) override;
  bool keeps_sockets() const noexcept override { return store_.there(); }
  std::optional<int> kept_socket(const std::string& name, const Endpoint& endpoint) override {
    return store_.find(name, endpoint);
  }
  bool expect_sockets(const std::vector<runner::WantedSocket>& wanted, bool all) override {
    return store_.expect(wanted, all);
  }
  bool note_sockets(const std::vector<runner::OpenSocket>& open) override;
  void tell_sockets() override { store_.tell(); }
  std::string kept_grids() const override { return grid_.text(); }
  void keep_grids(const std::string& text) override { grid_.keep(text); }
  std::atomic<std::int64_t>* kept_moment() override { return grid_.moment(); }
  void ready(const std::string& status) noexcept override;
  void status(const std::string& status) noexcept override;
  void reloading() noexcept override;
  void stopping(std::chrono::nanoseconds longest) noexcept override;
  std::chrono::microseconds watchdog() const noexcept override { return watchdog_; }
  void alive() noexcept override;

  /// Why the process ends: an errno, or 0, and the name of a D-Bus error, or nothing.
  void failing(int error_number, const std::string& bus_error) noexcept;

  /// That of aio.socket, the host's own; none: it was not passed.
  std::optional<int> status_socket();

  /// What was passed and nobody has asked for, for a line in the log: "web (tcp 127.0.0.1:80)".
  std::vector<std::string> unclaimed() const;
  /// What nobody has asked for does not come back with the next start, should it be in the store.
  void forget_unclaimed() noexcept;

 private:
  struct Passed {
    std::string name;
    int fd;
    bool used = false;
  };

  void take_what_is_there(const std::string& count, const std::string& names);
  void take_over(const std::string& name, runtime::Descriptor descriptor);

  bool supervised_;
  std::chrono::microseconds watchdog_;
  std::vector<Passed> sockets_;
  FdStore store_;
  KeptGrid grid_;
};

/// Whether the descriptor is what connects the process to the journal (systemd.exec(5),
/// $JOURNAL_STREAM).
bool is_the_journal(int fd);

}  // namespace aio::host
