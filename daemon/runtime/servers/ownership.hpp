// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace aio::runtime {

/// Whose a socket file is to be; what is left out is as the process makes it.
struct Ownership {
  std::optional<uid_t> user;
  std::optional<gid_t> group;
};

/// Finds users and groups by name or number; an empty one is left out. Asks the system's databases,
/// and so may block. Throws aio::Error{failed} that names who is not there.
Ownership look_up(const std::string& user, const std::string& group);

}  // namespace aio::runtime
