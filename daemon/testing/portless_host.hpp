// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>

#include <map>
#include <optional>
#include <string>

#include "daemon/runner/host.hpp"
#include "daemon/runtime/loop/descriptor.hpp"

namespace aio::testing::detail {

/// The host of a test's app: passes a socket to each server, so that none opens a port or a file.
/// These are abstract unix sockets whose names the kernel picks; nobody else knows them.
class PortlessHost final : public runner::Host {
 public:
  bool supervised() const noexcept override { return false; }
  std::optional<int> passed_socket(const std::string& name, const Endpoint& endpoint) override;
  void ready(const std::string&) noexcept override {}
  void status(const std::string&) noexcept override {}
  void stopping(std::chrono::nanoseconds) noexcept override {}

  /// A client's socket, connected to that server. Throws Error{not_found} for one that has none,
  /// and std::system_error.
  runtime::Descriptor connect(const std::string& name) const;

 private:
  std::map<std::string, runtime::Descriptor> sockets_;
};

}  // namespace aio::testing::detail
