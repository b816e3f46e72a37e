// SPDX-License-Identifier: MIT
// The place is that of the record, not of the call to the journal.
#define SD_JOURNAL_SUPPRESS_LOCATION 1

#include "daemon/host/journal_output.hpp"

#include <sys/uio.h>
#include <syslog.h>
#include <array>
#include <string>

#include <systemd/sd-journal.h>

namespace aio::host {
namespace {

int priority(log::Level level) {
  switch (level) {
    case log::Level::debug:
      return LOG_DEBUG;
    case log::Level::info:
      return LOG_INFO;
    case log::Level::warning:
      return LOG_WARNING;
    case log::Level::error:
      return LOG_ERR;
    case log::Level::critical:
      return LOG_CRIT;
  }
  return LOG_INFO;
}

iovec field(std::string& text) {
  return {text.data(), text.size()};
}

}  // namespace

void JournalOutput::write(const runtime::LogLine& line) noexcept {
  const log::Record& record = line.record;
  std::array texts{"MESSAGE=" + record.text,
                   "PRIORITY=" + std::to_string(priority(record.level)),
                   std::string("SYSLOG_IDENTIFIER=aiod"),
                   std::string("CODE_FILE=") + record.place.file_name(),
                   "CODE_LINE=" + std::to_string(record.place.line()),
                   std::string("CODE_FUNC=") + record.place.function_name()};
  std::array<iovec, texts.size()> fields{};
  for (std::size_t i = 0; i < texts.size(); ++i) fields[i] = field(texts[i]);
  sd_journal_sendv(fields.data(), static_cast<int>(fields.size()));
}

}  // namespace aio::host
