// SPDX-License-Identifier: MIT
#include "ctl/history_text.hpp"

#include <gtest/gtest.h>

#include "tests/ctl/utc.hpp"
#include "tests/ctl/values.hpp"

namespace aio::ctl {
namespace {

constexpr std::uint64_t usec = 1795905406'000000;

Properties run(std::uint64_t id, const char* outcome, const char* error) {
  return {{"id", number(id)},
          {"cause", word("due")},
          {"start_usec", number(usec + id * 2'000'000)},
          {"duration_usec", number(outcome == std::string("running") ? 0 : 1'003'000)},
          {"outcome", word(outcome)},
          {"error", word(error)}};
}

Properties line(const char* level, const char* text, std::uint64_t run) {
  return {{"time_usec", number(usec)},
          {"level", word(level)},
          {"logger", word("hello")},
          {"text", word(text)},
          {"run", number(run)}};
}

class HistoryText : public testing::Test {
 protected:
  HistoryText() { test::use_utc(); }

  static std::string shown(History history,
                           const Screen& screen = {},
                           const char* kind = "schedule") {
    return history_text({kind, "s", {}, std::move(history)}, screen);
  }
};

TEST_F(HistoryText, HasTheNewestRunFirstAndTheNewestLineLast) {
  EXPECT_EQ(
      shown({{run(3, "running", ""), run(2, "failed", "no luck"), run(1, "ok", "")},
             {line("ERROR", "no luck", 2), line("INFO", "Received", 1), line("INFO", "up", 0)}}),
      R"(
RUN  CAUSE  START            TIME  OUTCOME  ERROR
3    due    Nov 28 22:36:52  -     running
2    due    Nov 28 22:36:50  1s    failed   no luck
1    due    Nov 28 22:36:48  1s    ok

Nov 28 22:36:46 INFO hello: up
Nov 28 22:36:46 INFO hello[1]: Received
Nov 28 22:36:46 ERROR hello[2]: no luck
)");
}

TEST_F(HistoryText, NamesThePeersOfAServer) {
  EXPECT_EQ(shown({{run(1, "ok", "")}, {}}, {}, "server"),
            "\nRUN  PEER  START            TIME  OUTCOME  ERROR\n"
            "1    due   Nov 28 22:36:48  1s    ok\n");
}

TEST_F(HistoryText, IsNothingWithoutAny) {
  EXPECT_EQ(shown({}), "");
  EXPECT_EQ(history_text({"schedule", "s", {}}, {}), "");
}

TEST_F(HistoryText, FitsTheScreenAndIsHarmless) {
  EXPECT_EQ(shown({{}, {line("INFO", "\x1b[2J a line that is far too long", 0)}}, {.width = 40}),
            "\nNov 28 22:36:46 INFO hello: \\x1b[2J a l\u2026\n");
}

TEST_F(HistoryText, PaintsLinesByTheirLevel) {
  EXPECT_EQ(shown({{}, {line("CRITICAL", "c", 0), line("WARNING", "w", 0), line("INFO", "i", 0)}},
                  {.colour = true}),
            "\nNov 28 22:36:46 INFO hello: i\n"
            "\x1b[0;1;33mNov 28 22:36:46 WARNING hello: w\x1b[0m\n"
            "\x1b[0;1;31mNov 28 22:36:46 CRITICAL hello: c\x1b[0m\n");
}

}  // namespace
}  // namespace aio::ctl
