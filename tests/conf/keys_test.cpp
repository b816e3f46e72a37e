// SPDX-License-Identifier: MIT
#include "conf/keys.hpp"

#include <gmock/gmock.h>

#include "conf/key_types.hpp"

namespace aio::conf {
namespace {

Config read(const std::string& text) {
  Problems problems;
  const Document document = Document::parse("aio.conf", text, problems);
  EXPECT_EQ(rendered(problems), "");
  return merged(std::vector{document});
}

TEST(KeyTable, KnowsSectionsByTheirFamily) {
  EXPECT_EQ(table_section("aio"), "aio");
  EXPECT_EQ(table_section("schedule/a/b"), "schedule/");
  EXPECT_EQ(table_section("aio/other"), "");
  EXPECT_EQ(table_section("schedule"), "");
  EXPECT_EQ(table_section("logger_my.app"), "logger_");
}

TEST(KeyTable, FindsTheRowOfAnOption) {
  EXPECT_EQ(find_key("schedule/beat", "overlap")->fallback, "skip");
  EXPECT_EQ(find_key("server/echo", "backlog")->fallback, "511");
  EXPECT_EQ(find_key("listen/x", "any-signal")->type, KeyType::handlers);
  EXPECT_EQ(find_key("schedule/beat", "evrey"), nullptr);
  EXPECT_EQ(find_key("logger_root", "level")->type, KeyType::level);
  EXPECT_EQ(find_key("handler_file", "args")->fallback, "()");
  EXPECT_EQ(find_key("formatter_full", "style")->fallback, "%");
  EXPECT_EQ(find_key("loggers", "keys")->type, KeyType::names);
}

TEST(KeyTable, HasDefaultsOfItsOwnTypesAndHelpForEveryRow) {
  for (const Key& key : key_table()) {
    EXPECT_FALSE(key.help.empty()) << key.section << key.name;
    EXPECT_FALSE(key.required && !key.fallback.empty()) << key.section << key.name;
    if (!key.fallback.empty() && !key.fallback.starts_with("${")) {
      EXPECT_TRUE(fits(key, key.fallback)) << key.section << key.name;
    }
  }
}

TEST(KeyTable, WritesItsDefaultsAsADocument) {
  EXPECT_EQ(defaults_text(),
            "[aio]\nmodules =\nmodule_path =\nlog_level = INFO\nlog_handlers =\ndrain = "
            "10s\nstall_warning = 1s\n"
            "[aio/commands]\n[aio/testing]\nmodules = ${aio:modules}\n");
}

TEST(KeyTable, StandsInForWhatIsNotSet) {
  const Config config = read("[server/echo]\nport = ${p}\np = 7\n");
  EXPECT_EQ(value_or_default(config, "server/echo", "port"), "7");
  EXPECT_EQ(value_or_default(config, "server/echo", "address"), "127.0.0.1");
  EXPECT_EQ(value_or_default(config, "aio", "drain"), "10s");
}

}  // namespace
}  // namespace aio::conf
