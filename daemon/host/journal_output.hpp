// SPDX-License-Identifier: MIT
#pragma once

#include "daemon/runtime/log/output.hpp"

namespace aio::host {

/// Records as entries of the journal (systemd.journal-fields(7)): level and source place, LOGGER,
/// AIO_ITEM and AIO_RUN of whose code wrote them, and the record's own fields, whose names are made
/// such as journald takes. Called by the writer thread of its channel, which may wait for journald.
class JournalOutput final : public runtime::LogOutput {
 public:
  explicit JournalOutput(plan::JournalTarget target) : target_(std::move(target)) {}

  std::error_code write(const log::Record& record, const plan::LogFormat* format) noexcept override;

 private:
  const plan::JournalTarget target_;
};

}  // namespace aio::host
