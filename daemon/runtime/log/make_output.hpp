// SPDX-License-Identifier: MIT
#pragma once

#include "daemon/runtime/log/output.hpp"

namespace aio::runtime {

/// The descriptors behind the process's streams, which are not 1 and 2 when those lead elsewhere.
struct Streams {
  int out = 1;
  int err = 2;
};

/// Opens all but the journal, which another room knows: that is refused as not supported.
std::unique_ptr<LogOutput> make_output(const plan::HandlerSpec& handler, Streams streams = {});

}  // namespace aio::runtime
