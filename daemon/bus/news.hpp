// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "daemon/bus/events.hpp"
#include "daemon/runner/observer.hpp"

namespace aio::bus {

class Monitor;
class Teller;

/// The runner's way outward to the bus: hears of all that happens, and passes it to whoever tells
/// the connection that there is, if there is one. Owned by Daemon, and outlives runner and Bus.
class News final : public runner::Observer {
 public:
  void tell(Teller* teller, Monitor* monitor) noexcept {  ///< null: nobody
    teller_ = teller;
    monitor_ = monitor;
  }

  void run_started(const runtime::RunStarted& run) noexcept override;
  void run_ended(const runtime::RunEnded& run) noexcept override;
  void run_skipped(std::string_view schedule) noexcept override;
  void runs_missed(std::string_view schedule, std::uint64_t count) noexcept override;
  void schedule_changed(std::string_view schedule) noexcept override;
  void clock_was_set() noexcept override;
  void listener_changed(std::string_view signal) noexcept override;
  void connection_opened(const runtime::ConnectionEvent& connection) noexcept override;
  void connection_closed(const runtime::ConnectionEvent& connection) noexcept override;
  void connection_refused(const runtime::ConnectionEvent& connection) noexcept override;
  void datagrams_counted(std::string_view server) noexcept override;
  void emitted(std::string_view signal, std::string_view data) noexcept override;
  void emit_began(std::string_view signal, const std::string* data) noexcept override;
  void emit_ended(const runtime::EmitEnded& emit) noexcept override;
  void failed(std::string_view item, std::string_view text) noexcept override;
  void item_changed(runner::ItemKind kind, std::string_view name) noexcept override;
  void items_changed() noexcept override;
  void runner_changed() noexcept override;
  void change_applied(const runner::Change& change) noexcept override;
  void change_refused(std::string_view why) noexcept override;

 private:
  template <class Step>
  void pass(Step step) noexcept;
  template <class Details>
  void report(EventKind kind, std::string_view item, Details details) noexcept;

  Teller* teller_ = nullptr;
  Monitor* monitor_ = nullptr;
};

}  // namespace aio::bus
