// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

namespace aio::ctl {

/// polkit's agent for text terminals, pkttyagent(1), which asks whoever sits at this one for a
/// password when polkit wants one. It is there when this has been built, and ends with it, as
/// with this process. Where it is not installed, nobody is asked. Owned by the Route.
class PolkitAgent {
 public:
  PolkitAgent();
  ~PolkitAgent();
  PolkitAgent(const PolkitAgent&) = delete;
  PolkitAgent& operator=(const PolkitAgent&) = delete;

 private:
  pid_t process_ = -1;
};

}  // namespace aio::ctl
