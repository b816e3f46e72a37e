// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "daemon/runtime/servers/prepared.hpp"
#include "daemon/runtime/snapshot.hpp"

namespace aio::runtime {

/// A server of whatever type, from serve() on. Owned by Servers, which lets it go when it has been
/// retired and is drained.
class RunningServer {
 public:
  virtual ~RunningServer() = default;

  virtual void begin() = 0;           ///< once; throws std::system_error
  virtual void pause() noexcept = 0;  ///< takes nothing new; what is on goes on
  virtual void resume() = 0;          ///< throws std::system_error
  virtual void retire(std::chrono::nanoseconds drain) = 0;  ///< for good
  virtual bool drained() const noexcept = 0;

  virtual const Prepared& what() const noexcept = 0;
  virtual ServerSnapshot snapshot() const = 0;
};

}  // namespace aio::runtime
