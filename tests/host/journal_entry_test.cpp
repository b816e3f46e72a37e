// SPDX-License-Identifier: MIT
#include "daemon/host/journal_entry.hpp"

#include <gmock/gmock.h>

#include <string>

namespace aio::host {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing::StartsWith;

TEST(JournalEntry, TellsWhoWroteWhatAndWhere) {
  const log::Record record{.level = log::Level::error,
                           .text = "bad\nluck",
                           .place = std::source_location::current(),
                           .logger = "my.app",
                           .fields = {{"PEER", "::1"}},
                           .item = "schedule/beat",
                           .run = 7};
  const auto entry = journal_entry(record, nullptr, {});
  for (const std::string field :
       {"MESSAGE=bad\nluck", "PRIORITY=3", "LOGGER=my.app", "AIO_ITEM=schedule/beat", "AIO_RUN=7",
        "PEER=::1", "SYSLOG_IDENTIFIER=aiod"})
    EXPECT_THAT(entry, Contains(field));
  EXPECT_THAT(entry, Contains("CODE_LINE=" + std::to_string(record.place.line())));
  EXPECT_THAT(entry, Contains(StartsWith("CODE_FILE=")));
  EXPECT_THAT(entry, Contains(StartsWith("CODE_FUNC=")));
}

TEST(JournalEntry, HasAPriorityForEachLevel) {
  const auto priority = [](log::Level level) {
    return journal_entry({.level = level}, nullptr, {}).at(1);
  };
  EXPECT_EQ(priority(log::Level::critical), "PRIORITY=2");
  EXPECT_EQ(priority(log::Level::warning), "PRIORITY=4");
  EXPECT_EQ(priority(log::Level::info), "PRIORITY=6");
  EXPECT_EQ(priority(log::Level::debug), "PRIORITY=7");
}

TEST(JournalEntry, LeavesOutWhatThereIsNot) {
  const auto entry = journal_entry({.text = "x"}, nullptr, {});
  EXPECT_THAT(entry, Not(Contains(StartsWith("AIO_"))));
  EXPECT_THAT(entry, Not(Contains(StartsWith("CODE_"))));
}

TEST(JournalEntry, TakesTheHandlersFieldsAndFormat) {
  const auto format = plan::parse_log_format("%(name)s: %(message)s", '%').format;
  const auto entry = journal_entry({.text = "x"}, &format, {{"SYSLOG_IDENTIFIER", "mine"}});
  EXPECT_EQ(entry.at(0), "MESSAGE=aio: x");
  EXPECT_THAT(entry, Contains("SYSLOG_IDENTIFIER=mine"));
  EXPECT_THAT(entry, Not(Contains("SYSLOG_IDENTIFIER=aiod")));
}

TEST(JournalName, IsSuchAsJournaldTakes) {
  EXPECT_EQ(journal_name("peer"), "PEER");
  EXPECT_EQ(journal_name("peer.address-v4"), "PEER_ADDRESS_V4");
  EXPECT_EQ(journal_name("_PID"), "PID") << "a trusted field cannot be forged";
  EXPECT_EQ(journal_name("9lives"), "LIVES");
  EXPECT_EQ(journal_name("=é"), "");
  EXPECT_EQ(journal_name("message"), "FIELD_MESSAGE");
  EXPECT_EQ(journal_name(std::string(100, 'x')).size(), 64U);
}

}  // namespace
}  // namespace aio::host
