// SPDX-License-Identifier: MIT
#pragma once

#include <aio/protocol.hpp>

#include <utility>

#include "daemon/runtime/programs/programs.hpp"

namespace aio::runtime {

/// A connection that a program answers, as inetd and systemd's Accept=yes have it: the socket is
/// the program's standard input and output, and nobody's else. The connection lasts as long as the
/// program. Owned by the connection.
class ConnectionProgram final : public Protocol {
 public:
  ConnectionProgram(Programs& programs, Programs::Spec spec) noexcept
      : programs_(programs), spec_(std::move(spec)) {}

  void connection_made(Transport& transport) override;

 private:
  static task<> serve(Programs& programs,
                      Programs::Spec spec,
                      Transport& transport,
                      ProgramCall call,
                      Descriptor socket);

  Programs& programs_;
  Programs::Spec spec_;
};

}  // namespace aio::runtime
