// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>

#include <string_view>
#include <system_error>

// The one place that decides how aioctl ends.
namespace aio::ctl {

/// Exit statuses that scripts rely on.
enum class Exit : int {
  done = 0,
  failed = 1,          ///< an outcome, a run, a disk
  usage = 2,           ///< the command line
  not_active = 3,      ///< `status NAME`, `is-active NAME`
  not_permitted = 4,   ///< by the bus, polkit or the file system
  not_found = 5,       ///< what was asked for by name
  bad_config = 6,      ///< also a change that was refused for it
  no_daemon = 7,       ///< nobody has the name on the bus, or there is no bus
  nobody_listens = 8,  ///< to the signal that was emitted
  timed_out = 124,     ///< --timeout
};

Exit exit_of(Fault fault);
Exit exit_of(const std::error_code& code);

/// Of the error that a method call ended with.
Exit exit_of_bus_error(std::string_view name);

}  // namespace aio::ctl
