// SPDX-License-Identifier: MIT
#pragma once

#include "daemon/runtime/log.hpp"

namespace aio::host {

/// Log lines as entries of the journal with their level and the place in the source that wrote
/// them (systemd.journal-fields(7)). Called by the log's writer thread, which may wait for
/// journald.
class JournalOutput final : public runtime::LogOutput {
 public:
  void write(const runtime::LogLine& line) noexcept override;
};

}  // namespace aio::host
