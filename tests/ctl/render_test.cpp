// SPDX-License-Identifier: MIT
#include "ctl/render.hpp"

#include <gtest/gtest.h>

#include "ctl/spans.hpp"

namespace aio::ctl {
namespace {

using namespace std::chrono_literals;

const Snapshot nothing = {
    {{"state", Value("running")}, {"problems", Value(std::vector<std::string>{})}}, {}};

TEST(Render, MakesAnArrayOfAnEmptyList) {
  EXPECT_EQ(rendered(nothing, Format::json, {}, {}),
            R"({"state":"running","problems":[],"schedules":[],"servers":[],"listeners":[],)"
            R"("modules":[]})"
            "\n");
  EXPECT_EQ(rendered(std::vector<Outcome>{}, Format::json, {}), "{\"outcomes\":[]}\n");
  EXPECT_EQ(rendered(Change{3, {}}, Format::json), "{\"generation\":3,\"done\":[]}\n");
  EXPECT_EQ(rendered(std::vector<Section>{}, Format::json), "{}\n");
}

TEST(Render, PutsItemsUnderTheirKind) {
  Snapshot snapshot;
  snapshot.items = {{"schedule",
                     "beat",
                     {{"every_usec", Value(std::uint64_t{2000000})}, {"enabled", Value(true)}}},
                    {"server", "echo", {{"port", Value(std::uint64_t{7})}}},
                    {"listener", "Boom", {{"handlers", Value(std::vector<std::string>{"m.f"})}}},
                    {"module", "m", {{"path", Value("/m.so")}}}};
  EXPECT_EQ(rendered(snapshot, Format::json, {}, {}),
            R"({"schedules":[{"name":"beat","every_usec":2000000,"enabled":true}],)"
            R"("servers":[{"name":"echo","port":7}],)"
            R"("listeners":[{"name":"Boom","handlers":["m.f"]}],)"
            R"("modules":[{"name":"m","path":"/m.so"}]})"
            "\n");
}

TEST(Render, IndentsPrettyJson) {
  EXPECT_EQ(rendered(Change{3, {{"started", "server/echo"}}}, Format::pretty_json), R"({
  "generation": 3,
  "done": [
    {
      "action": "started",
      "item": "server/echo"
    }
  ]
}
)");
}

TEST(Render, EscapesAnyTextForJson) {
  EXPECT_EQ(
      rendered(std::vector<Outcome>{{"m.f", "failed", "a\"b\n\xc3\xa9\x01", 12}}, Format::json, {}),
      R"({"outcomes":[{"handler":"m.f","outcome":"failed","error":"a\"b\n)"
      "\xc3\xa9"
      R"(\u0001","duration_usec":12}]})"
      "\n");
}

TEST(Render, ReplacesWhatIsNotText) {
  EXPECT_EQ(rendered(Change{1, {{"changed", "\xff"}}}, Format::json),
            "{\"generation\":1,\"done\":[{\"action\":\"changed\",\"item\":\"\xef\xbf\xbd\"}]}\n");
}

TEST(Render, MakesATableOfOutcomes) {
  EXPECT_EQ(rendered(std::vector<Outcome>{{"m.f", "ok", "", 1200}, {"m.long", "failed", "boom", 3}},
                     Format::text, {}),
            "HANDLER  OUTCOME  TIME  ERROR\n"
            "m.f      ok       1ms\n"
            "m.long   failed   3us   boom\n");
  EXPECT_EQ(rendered(std::vector<Outcome>{}, Format::text, {}), "");
}

TEST(Render, SaysWhatAChangeDid) {
  EXPECT_EQ(rendered(Change{2, {{"started", "schedule/a"}, {"stopped", "server/b"}}}, Format::text),
            "started schedule/a\nstopped server/b\n");
  EXPECT_EQ(rendered(Change{2, {}}, Format::text), "nothing changed\n");
}

TEST(Render, WritesSectionsAsTheFileHasThem) {
  const std::vector<Section> sections = {{"a", {{"x", "1"}, {"y", "2\n3\n\n4"}, {"z", ""}}},
                                         {"b", {}}};
  EXPECT_EQ(rendered(sections, Format::text),
            "[a]\nx = 1\ny = 2\n\t3\n\t\n\t4\nz = \n\n"
            "[b]\n\n");
  EXPECT_EQ(rendered(sections, Format::json),
            "{\"a\":{\"x\":\"1\",\"y\":\"2\\n3\\n\\n4\",\"z\":\"\"},\"b\":{}}\n");
}

TEST(Render, WritesASectionsOptionsWithoutItsHeader) {
  EXPECT_EQ(rendered_options({"a", {{"x", "1"}, {"y", "2\n3"}}}), "x = 1\ny = 2\n\t3\n");
}

TEST(Spans, KeepTheUnitsThatMatter) {
  EXPECT_EQ(short_span(0us), "0");
  EXPECT_EQ(short_span(40us), "40us");
  EXPECT_EQ(short_span(1999us), "1ms");
  EXPECT_EQ(short_span(2500ms), "2s");
  EXPECT_EQ(short_span(90s), "1min 30s");
  EXPECT_EQ(short_span(90min + 5s), "1h 30min");
  EXPECT_EQ(short_span(50h + 5min), "2d 2h");
}

}  // namespace
}  // namespace aio::ctl
