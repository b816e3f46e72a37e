// SPDX-License-Identifier: MIT
#include "ctl/where_text.hpp"

#include <chrono>

#include <gtest/gtest.h>

#include "tests/ctl/utc.hpp"

namespace aio::ctl {
namespace {

class WhereText : public testing::Test {
 protected:
  WhereText() { test::use_utc(); }

  static std::string shown(const Where& where, const Screen& screen = {.width = 80}) {
    const Time now(std::chrono::seconds(1795905406 + 3));
    return "\n" + where_text(where, now, screen);
  }
  static Value text(const char* of) { return std::string(of); }
  static Value count(std::uint64_t of) { return of; }
};

TEST_F(WhereText, HasTheValueItsReferencesAndWhatItOverrides) {
  const Where where{{{"section", text("server/web")},
                     {"option", text("port")},
                     {"value", text("8080")},
                     {"generation", count(3)},
                     {"since_usec", count(1'795'905'406'000'000)},
                     {"help", text("The port to listen at; 0 picks a free one")},
                     {"expected", text("a number from 0 to 65535")},
                     {"default", text("")}},
                    {{{"layer", text("drop-in")},
                      {"section", text("server/web")},
                      {"file", text("/etc/aio/aio.conf.d/10-web.conf")},
                      {"line", count(2)},
                      {"raw", text("${shop:port}")}},
                     {{"layer", text("file")},
                      {"section", text("DEFAULT")},
                      {"file", text("/etc/aio/aio.conf")},
                      {"line", count(8)},
                      {"raw", text("1234")}},
                     {{"layer", text("module")},
                      {"section", text("server/web")},
                      {"module", text("aio.demo")},
                      {"file", text("/m/aio.conf")},
                      {"line", count(1)},
                      {"raw", text("0")}}},
                    {{{"depth", count(0)},
                      {"reference", text("${shop:port}")},
                      {"source", text("option")},
                      {"section", text("shop")},
                      {"file", text("/etc/aio/aio.conf")},
                      {"line", count(5)},
                      {"value", text("8080")}},
                     {{"depth", count(1)},
                      {"reference", text("${env:PORT}")},
                      {"source", text("environment")},
                      {"value", text("8080")}},
                     {{"depth", count(0)},
                      {"reference", text("${x}")},
                      {"source", text("option")},
                      {"layer", text("defaults")},
                      {"section", text("aio")},
                      {"value", text("")}}}};
  EXPECT_EQ(shown(where), R"(
server/web:port
     Value: 8080
      Text: ${shop:port}
     Layer: drop-in, /etc/aio/aio.conf.d/10-web.conf:2
     Since: Sat 2026-11-28 22:36:46 UTC; 3s ago, generation 3
   Meaning: The port to listen at; 0 picks a free one
  Expected: a number from 0 to 65535

REFERENCE      FROM                 REPLACED BY
${shop:port}   /etc/aio/aio.conf:5  8080
  ${env:PORT}  environment          8080
${x}           defaults

OVERRIDDEN       FROM                 TEXT
file, [DEFAULT]  /etc/aio/aio.conf:8  1234
module aio.demo  /m/aio.conf:1        0
)");
}

TEST_F(WhereText, TellsOfAMistakeInPlaceOfTheValue) {
  const Where where{{{"section", text("s")},
                     {"option", text("o")},
                     {"mistake", text("aio.conf:2: '${no}' is not there")}},
                    {{{"layer", text("file")},
                      {"section", text("s")},
                      {"file", text("aio.conf")},
                      {"line", count(2)},
                      {"raw", text("${no}")}}},
                    {}};
  EXPECT_EQ(shown(where), R"(
s:o
   Mistake: aio.conf:2: '${no}' is not there
      Text: ${no}
     Layer: file, aio.conf:2
)");
}

TEST_F(WhereText, TellsWhatIsUnsetEmptyOrLeftOut) {
  EXPECT_EQ(shown({{{"section", text("s")}, {"option", text("o")}, {"value", text("")}}, {}, {}}),
            "\ns:o\n     Value: nobody has set it\n");
  const Where empty{{{"section", text("s")},
                     {"option", text("o")},
                     {"value", text("")},
                     {"file_changed_usec", count(1'795'905'406'000'000)},
                     {"steps_left_out", count(1500)}},
                    {{{"layer", text("runtime")},
                      {"section", text("s")},
                      {"raw", text("${x}")},
                      {"raw_bytes", count(70000)}}},
                    {{{"depth", count(0)},
                      {"reference", text("${x}")},
                      {"source", text("default")},
                      {"value", text("a\nb")}}}};
  EXPECT_EQ(shown(empty), R"(
s:o
     Value: (empty)
      Text: ${x}... (70,000 bytes in all)
     Layer: runtime
      File: last changed Sat 2026-11-28 22:36:46 UTC; 3s ago

REFERENCE  FROM     REPLACED BY
${x}       default  a\nb
and 1,500 more
)");
}

}  // namespace
}  // namespace aio::ctl
