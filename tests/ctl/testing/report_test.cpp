// SPDX-License-Identifier: MIT
#include "ctl/testing/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace aio::ctl::tests {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

const Result failed{.module = "m",
                    .file = "f",
                    .test = "A.B",
                    .verdict = Verdict::failed,
                    .reason = "exit status 3",
                    .output = "one\n\n\ttwo \x1b[2J\r\n",
                    .duration = 1500us};
const Result skipped{
    .module = "m", .file = "g", .verdict = Verdict::skipped, .reason = "no root\n"};

TEST(Report, HasALineForATestAndWhatAFailedOnePrintedBelowIt) {
  EXPECT_EQ(rendered(Result{.module = "m", .file = "f", .duration = 2ms}), "ok       m/f (2ms)\n");
  EXPECT_EQ(rendered(skipped), "skipped  m/g: no root\n");
  EXPECT_EQ(rendered(Result{.module = "m", .file = "f", .verdict = Verdict::listed}), "m/f\n");
  EXPECT_EQ(rendered(failed),
            "failed   m/f/A.B (1ms)\n    exit status 3\n    one\n\n    \ttwo \\x1b[2J\n");
}

TEST(Report, CountsWhatThereIs) {
  EXPECT_EQ(rendered(tally_of({failed, skipped}), 2s), "2 tests: 1 failed, 1 skipped, in 2s\n");
  EXPECT_EQ(rendered(tally_of({Result{}}), 3ms), "1 test: 1 ok, in 3ms\n");
}

TEST(Report, IsJsonWhateverWasPrinted) {
  Result odd = failed;
  odd.output = "\xff";
  const auto all = nlohmann::json::parse(json({odd, skipped}, 7us, false));
  EXPECT_EQ(all.at("tests").at(0).at("name"), "m/f/A.B");
  EXPECT_EQ(all.at("tests").at(0).at("outcome"), "failed");
  EXPECT_EQ(all.at("tests").at(0).at("duration_usec"), 1500);
  EXPECT_EQ(all.at("skipped"), 1);
  EXPECT_EQ(all.at("duration_usec"), 7);
}

TEST(Report, IsJUnitsXmlWithASuiteForEachModule) {
  const std::string xml = junit({failed, skipped, {.module = "n", .file = "h"}}, 2s);
  EXPECT_THAT(xml, HasSubstr("<testsuites name=\"aioctl test\" tests=\"3\" failures=\"1\" "
                             "errors=\"0\" skipped=\"1\" time=\"2.000000\">"));
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"m\" tests=\"2\" failures=\"1\" errors=\"0\" "
                             "skipped=\"1\" time=\"0.001500\">"));
  EXPECT_THAT(xml, HasSubstr("<testcase classname=\"m/f\" name=\"A.B\" time=\"0.001500\"><failure "
                             "message=\"exit status 3\" type=\"failed\">"));
  EXPECT_THAT(xml, HasSubstr("<skipped message=\"no root&#10;\"/>"));
  EXPECT_THAT(xml, HasSubstr("<testcase classname=\"n\" name=\"h\" time=\"0.000000\"/>"));
}

TEST(Report, HasNoByteInItsXmlThatXmlCannotHave) {
  Result odd = failed;
  odd.test = "<&\">";
  odd.reason = std::string("\0\x01\xff\xef\xbf\xbf", 6) + "]]>";
  const std::string xml = junit({odd}, 0us);
  EXPECT_THAT(xml, HasSubstr("name=\"&lt;&amp;&quot;&gt;\""));
  const std::string mark = "\xef\xbf\xbd";
  EXPECT_THAT(xml, HasSubstr("message=\"" + mark + mark + mark + mark + "]]&gt;\""));
  for (const char c : xml)
    EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t');
}

}  // namespace
}  // namespace aio::ctl::tests
