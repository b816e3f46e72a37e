// SPDX-License-Identifier: MIT
#pragma once

#include <aio/protocol.hpp>

#include "daemon/plan/spec.hpp"
#include "daemon/runtime/listening.hpp"

namespace aio::runtime {

/// A server that is ready to be served: its protocol is made, its socket is bound, and nobody sees
/// it yet. Dropping it closes it. A disabled one has neither.
struct Prepared {
  plan::ServerSpec spec;
  ProtocolFactory protocol;
  Listening listening;
};

}  // namespace aio::runtime
