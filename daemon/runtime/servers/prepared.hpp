// SPDX-License-Identifier: MIT
#pragma once

#include <aio/protocol.hpp>

#include <memory>

#include "daemon/plan/spec.hpp"
#include "daemon/runtime/servers/listening.hpp"

namespace aio::runtime {

/// A server that is ready to be served: its protocol is made, its socket is bound, and nobody sees
/// it yet. Dropping it closes it. One that is not to be open has only its spec.
struct Prepared {
  plan::ServerSpec spec;       ///< with what a factory decided otherwise
  ProtocolFactory protocol{};  ///< of each connection
  std::unique_ptr<Protocol> datagram_protocol{};
  Listening listening{};
  Endpoint asked{};  ///< where the socket was asked for, as it was said
  Opening opening{};
};

}  // namespace aio::runtime
