// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include <sdbus-c++/AdaptorInterfaces.h>

#include "daemon/bus/calls.hpp"
#include "daemon/runner/runner.hpp"
#include "dbus/glue/config_adaptor.hpp"

namespace aio::bus {

/// org.aio.Runner1.Config: translation between the bus and the runner, and nothing else. Lives as
/// long as it is on the bus; the runner outlives it.
class ConfigObject final : public sdbus::AdaptorInterfaces<org::aio::Runner1::Config_adaptor> {
 public:
  ConfigObject(sdbus::IConnection& connection,
               runner::Runner& runner,
               std::shared_ptr<Calls> calls);
  ~ConfigObject();

 private:
  using Steps = std::vector<sdbus::Struct<std::string, std::string>>;
  using Pairs = std::vector<sdbus::Struct<std::string, std::string>>;
  using Triples = std::vector<sdbus::Struct<std::string, std::string, std::string>>;
  using Sections = std::vector<sdbus::Struct<std::string, Pairs>>;

  void Set(sdbus::Result<std::uint64_t, Steps>&& result, Triples values, Options options) override;
  void Unset(sdbus::Result<std::uint64_t, Steps>&& result, Pairs names, Options options) override;
  void Text(sdbus::Result<std::string, std::string, std::string>&& result,
            Options options) override;
  void Replace(sdbus::Result<std::uint64_t, Steps>&& result,
               std::string version,
               std::string text,
               Options options) override;
  void Confirm(sdbus::Result<std::vector<std::string>>&& result, Options options) override;
  std::string Get(const std::string& section,
                  const std::string& option,
                  const Options& options) override;
  std::tuple<Options, std::vector<Options>, std::vector<Options>> Where(
      const std::string& section, const std::string& option, const Options& options) override;
  std::vector<Options> Schema(const Options& options) override;
  Pairs GetSection(const std::string& section, const Options& options) override;
  Sections Dump(const Options& options) override;

  const conf::Config& configuration() const;
  void edit(sdbus::Result<std::uint64_t, Steps>&& result,
            std::vector<runner::Edit> edits,
            const runner::Terms& terms);

  runner::Runner& runner_;
  std::shared_ptr<Calls> calls_;
};

}  // namespace aio::bus
