// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>
#include <aio/item.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/plan/program_spec.hpp"

namespace aio::runtime {

/// What a program is told of the call that it answers.
struct ProgramCall {
  plan::ProgramRole role = plan::ProgramRole::schedule;
  std::string name;     ///< of [schedule/NAME], [listen/NAME] or [server/NAME]
  std::string signal;   ///< that a listener hears
  std::string payload;  ///< on its standard input, but for a connection, which is that itself
  SocketAddress peer;   ///< of a connection
};

/// The environment of a process: aiod's own without what systemd means for aiod alone, what the
/// section says, and the call's AIO_KIND, AIO_NAME, AIO_RUN, AIO_PID, AIO_SIGNAL, AIO_DATA,
/// REMOTE_ADDR and REMOTE_PORT. AIO_DATA is there for data of at most 64 KiB without a NUL.
std::vector<std::string> variables_of(const plan::ProgramSpec& spec,
                                      const ProgramCall& call,
                                      std::uint64_t run);

std::string pid_variable();                   ///< AIO_PID=N: whose programs these are
std::string run_variable(std::uint64_t run);  ///< AIO_RUN=N

}  // namespace aio::runtime
