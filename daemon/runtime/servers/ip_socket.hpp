// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>

#include "daemon/runtime/loop/descriptor.hpp"

namespace aio::runtime {

/// A tcp or udp socket that is bound to the endpoint and does not listen yet. Takes numbers only: a
/// look-up of a name would block the loop. Throws std::system_error.
Descriptor bound_ip_socket(const Endpoint& endpoint);

}  // namespace aio::runtime
