// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include <sdbus-c++/AdaptorInterfaces.h>

#include "daemon/bus/calls.hpp"
#include "daemon/bus/monitor.hpp"
#include "daemon/runner/runner.hpp"
#include "dbus/glue/manager_adaptor.hpp"

namespace aio::bus {

/// org.aio.Runner1.Manager: translation between the bus and the runner, and nothing else. Lives as
/// long as it is on the bus; the runner outlives it.
class ManagerObject final : public sdbus::AdaptorInterfaces<org::aio::Runner1::Manager_adaptor> {
 public:
  ManagerObject(sdbus::IConnection& connection,
                runner::Runner& runner,
                std::shared_ptr<Calls> calls,
                Monitor& monitor,
                std::string bus);
  ~ManagerObject();

  /// Of its properties, those that are not as they were when this was called last.
  void tell_changes();

 private:
  using Outcomes = std::vector<sdbus::Struct<std::string, std::string, std::string, std::uint64_t>>;
  using Steps = std::vector<sdbus::Struct<std::string, std::string>>;
  using Items = std::vector<sdbus::Struct<std::string, Options>>;
  using Records = std::vector<Options>;
  using LoggerRows = std::vector<sdbus::Struct<std::string, std::string, std::string>>;

  void Emit(sdbus::Result<Outcomes>&& result,
            std::string signal,
            std::string data,
            Options options) override;
  void Reload(sdbus::Result<std::uint64_t, Steps>&& result, Options options) override;
  void Status(sdbus::Result<Options, Items>&& result, Options options) override;
  std::tuple<Records, Records> History(const std::string& item, const Options& options) override;
  void Subscribe(const Options& options) override;
  void Unsubscribe(const Options& options) override;
  LoggerRows Loggers(const Options& options) override;
  void SetLogLevel(const std::string& logger,
                   const std::string& level,
                   const Options& options) override;

  std::string State() override;
  std::vector<std::string> Problems() override;
  std::uint64_t Generation() override;
  std::string ConfigFile() override;
  std::uint32_t Pid() override;
  std::string Version() override;
  std::uint64_t SinceUsec() override;
  std::string Bus() override { return bus_; }

  runner::Runner& runner_;
  std::shared_ptr<Calls> calls_;
  Monitor& monitor_;
  const std::string bus_;
  runner::Snapshot told_;
};

}  // namespace aio::bus
