// SPDX-License-Identifier: MIT
// The place is that of the record, not of the call to the journal.
#define SD_JOURNAL_SUPPRESS_LOCATION 1

#include "daemon/host/journal_output.hpp"

#include <sys/uio.h>
#include <string>
#include <vector>

#include <systemd/sd-journal.h>

#include "daemon/host/journal_entry.hpp"

namespace aio::host {

// Without a journal sd_journal_sendv(3) says that all is well, and there is nobody to tell.
std::error_code JournalOutput::write(const log::Record& record,
                                     const plan::LogFormat* format) noexcept {
  std::vector<std::string> entry = journal_entry(record, format, target_.fields);
  std::vector<iovec> fields;
  for (std::string& field : entry) fields.push_back({field.data(), field.size()});
  const int sent = sd_journal_sendv(fields.data(), static_cast<int>(fields.size()));
  return sent < 0 ? std::error_code(-sent, std::generic_category()) : std::error_code();
}

}  // namespace aio::host
