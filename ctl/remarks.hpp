// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "ctl/answers.hpp"
#include "ctl/screen.hpp"

namespace aio::ctl {

/// What somebody should look at, a line each, wrapped where the screen is not as wide. First what
/// is wrong: why the daemon is degraded, last runs that did not end well, servers that wait for
/// their address. Then what was lost or late: stalls, lines of the log, counts that should be 0,
/// such as "server/dns: 12 datagrams dropped". Nothing when all is well. Pure.
std::string remarks(const Snapshot& snapshot, Time now, const Screen& screen);

}  // namespace aio::ctl
