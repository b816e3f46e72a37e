// SPDX-License-Identifier: MIT
#include "daemon/host/journal_entry.hpp"

#include <syslog.h>

#include <algorithm>
#include <array>

#include "daemon/runtime/log/render.hpp"

namespace aio::host {
namespace {

constexpr std::size_t longest_name = 64;

int priority(log::Level level) {
  if (level >= log::Level::critical) return LOG_CRIT;
  if (level >= log::Level::error) return LOG_ERR;
  if (level >= log::Level::warning) return LOG_WARNING;
  return level >= log::Level::info ? LOG_INFO : LOG_DEBUG;
}

bool is_ours(std::string_view name) {
  constexpr std::array<std::string_view, 9> ours = {"MESSAGE",   "PRIORITY",  "LOGGER",
                                                    "CODE_FILE", "CODE_LINE", "CODE_FUNC",
                                                    "AIO_ITEM",  "AIO_RUN",   "SYSLOG_IDENTIFIER"};
  return std::ranges::find(ours, name) != ours.end();
}

bool has(const JournalFields& fields, std::string_view name) {
  return std::ranges::find(fields, name, &JournalFields::value_type::first) != fields.end();
}

}  // namespace

std::string journal_name(std::string_view name) {
  std::string taken;
  for (const char c : name) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const bool digit = upper >= '0' && upper <= '9';
    const bool fits = (upper >= 'A' && upper <= 'Z') || digit;
    if (taken.empty() && (!fits || digit)) continue;
    taken += fits ? upper : '_';
  }
  if (is_ours(taken)) taken.insert(0, "FIELD_");
  if (taken.size() > longest_name) taken.resize(longest_name);
  return taken;
}

std::vector<std::string> journal_entry(const log::Record& record,
                                       const plan::LogFormat* format,
                                       const JournalFields& always) {
  std::vector<std::string> entry{
      "MESSAGE=" + (format ? runtime::rendered(*format, record) : record.text),
      "PRIORITY=" + std::to_string(priority(record.level)), "LOGGER=" + std::string(record.logger)};
  if (record.place.line() != 0) {
    entry.push_back(std::string("CODE_FILE=") + record.place.file_name());
    entry.push_back("CODE_LINE=" + std::to_string(record.place.line()));
    entry.push_back(std::string("CODE_FUNC=") + record.place.function_name());
  }
  if (!record.item.empty()) entry.push_back("AIO_ITEM=" + record.item);
  if (record.run != 0) entry.push_back("AIO_RUN=" + std::to_string(record.run));
  if (!has(always, "SYSLOG_IDENTIFIER")) entry.emplace_back("SYSLOG_IDENTIFIER=aiod");
  for (const auto& [name, value] : always) entry.push_back(name + "=" + value);
  for (const auto& [name, value] : record.fields)
    if (const std::string taken = journal_name(name); !taken.empty())
      entry.push_back(taken + "=" + value);
  return entry;
}

}  // namespace aio::host
