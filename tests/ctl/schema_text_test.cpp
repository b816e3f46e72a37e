// SPDX-License-Identifier: MIT
#include "ctl/schema_text.hpp"

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

Properties key_of(const char* section,
                  const char* key,
                  const char* fallback,
                  const char* expected) {
  const auto text = [](const char* of) -> Value { return std::string(of); };
  return {{"section", text(section)},     {"key", text(key)},
          {"default", text(fallback)},    {"expected", text(expected)},
          {"help", text("What it does")}, {"live", true}};
}

TEST(SchemaText, HasEachSectionWithItsKeys) {
  Properties port = key_of("server/NAME", "port", "", "a number from 0 to 65535");
  port.emplace_back("required", true);
  port.emplace_back("types", Value(std::string("tcp udp")));
  EXPECT_EQ("\n" + schema_text({key_of("aio", "drain", "10s", "a time span"), port,
                                key_of("listen/NAME", "*", "", "handlers")},
                               {.width = 80}),
            R"(
[aio]
    drain = 10s
        What it does.
        Expected: a time span.

[server/NAME]
    port (required)
        What it does.
        Expected: a number from 0 to 65535.
        Only of type: tcp udp.

[listen/NAME]
    NAME
        What it does.
        Expected: handlers.
)");
}

TEST(SchemaText, TellsOfAKeyThatNeedsANewStart) {
  Properties key = key_of("a", "b", "", "x");
  key.back().second = false;
  EXPECT_NE(schema_text({key}, {}).find("A change needs a new start of aiod."), std::string::npos);
}

}  // namespace
}  // namespace aio::ctl
