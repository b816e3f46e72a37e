// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ctl/program.hpp"

// Reading a file as it stands.
namespace aio::ctl {
namespace {

using testing::StartsWith;

class RawFile : public testing::Test {
 protected:
  RawFile() {
    aioctl.write("a.conf",
                 "# a comment\n"
                 "[DEFAULT]\nhome = /srv\n"
                 "[one]\nPlain = 1\nlist = a\n  b\n\n  c\npath = ${home}/x\n"
                 "[a:b]\nc = d\n");
  }

  test::Aioctl aioctl;
};

TEST_F(RawFile, IsDumped) {
  EXPECT_EQ(aioctl({"config", "-f", "a.conf"}).out,
            "[DEFAULT]\nhome = /srv\n\n"
            "[one]\nplain = 1\nlist = a\n\tb\n\t\n\tc\npath = ${home}/x\n\n"
            "[a:b]\nc = d\n\n");
}

TEST_F(RawFile, IsDumpedAsJson) {
  EXPECT_EQ(aioctl({"--json", "config", "-f", "a.conf"}).out,
            R"({"DEFAULT":{"home":"/srv"},)"
            R"("one":{"plain":"1","list":"a\nb\n\nc","path":"${home}/x"},"a:b":{"c":"d"}})"
            "\n");
}

TEST_F(RawFile, GivesAValueWithoutMoreThanItsLineEnd) {
  EXPECT_EQ(aioctl({"config", "-f", "a.conf", "-g", "one:PLAIN"}).out, "1\n");
  EXPECT_EQ(aioctl({"config", "-f", "a.conf", "-g", "one:list"}).out, "a\nb\n\nc\n");
  EXPECT_EQ(aioctl({"config", "-f", "a.conf", "-g", "one:path"}).out, "${home}/x\n");
}

TEST_F(RawFile, GivesASectionsOptions) {
  EXPECT_EQ(aioctl({"config", "-f", "a.conf", "-g", "one"}).out,
            "plain = 1\nlist = a\n\tb\n\t\n\tc\npath = ${home}/x\n");
}

TEST_F(RawFile, GivesASectionThatHasAColonInItsName) {
  EXPECT_EQ(aioctl({"config", "-f", "a.conf", "-g", "a:b"}).out, "c = d\n");
  EXPECT_EQ(aioctl({"config", "-f", "a.conf", "-g", "a:b:c"}).out, "d\n");
}

TEST_F(RawFile, NamesTheNearestOfWhatIsNotThere) {
  const auto option = aioctl({"config", "-f", "a.conf", "-g", "one:plan"});
  EXPECT_EQ(option.exit, 5);
  EXPECT_EQ(option.out, "");
  EXPECT_EQ(option.err,
            "aioctl: there is no option 'plan' in [one]\n"
            "Hint: did you mean 'plain'?\n");
  EXPECT_EQ(aioctl({"config", "-f", "a.conf", "-g", "one:PLAN"}).err,
            "aioctl: there is no option 'PLAN' in [one]\n"
            "Hint: did you mean 'plain'?\n");
  const auto section = aioctl({"config", "-f", "a.conf", "-g", "on:plain"});
  EXPECT_EQ(section.exit, 5);
  EXPECT_EQ(section.err,
            "aioctl: there is no section [on]\n"
            "Hint: did you mean 'one'?\n");
}

TEST_F(RawFile, MustBeThere) {
  const auto ended = aioctl({"config", "-f", "b.conf"});
  EXPECT_EQ(ended.exit, 6);
  EXPECT_EQ(ended.err, "b.conf: No such file or directory\n");
}

TEST_F(RawFile, MustBeAConfiguration) {
  aioctl.write("bad.conf", "x\n[a]\nb\nc = 1\nc = 2\n");
  const auto ended = aioctl({"config", "-f", "bad.conf", "-g", "a:c"});
  EXPECT_EQ(ended.exit, 6);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err,
            "bad.conf:1: no section header before this line, expected [section]\n"
            "bad.conf:3: this is no option, expected 'name = value'\n"
            "bad.conf:5: 'c' is already at line 4\n");
  aioctl.write("nul.conf", std::string("[a]\nb = \0\n", 10));
  EXPECT_EQ(aioctl({"config", "-f", "nul.conf"}).err,
            "nul.conf:2: a NUL byte cannot be part of a configuration\n");
  aioctl.write("latin.conf", "[a]\nb = caf\xe9\n");
  EXPECT_EQ(aioctl({"config", "-f", "latin.conf", "--json"}).err,
            "latin.conf:2: this is not UTF-8 text\n");
}

TEST_F(RawFile, GivesASectionOrAValueAsJson) {
  EXPECT_EQ(aioctl({"config", "-f", "a.conf", "-g", "a:b", "--json"}).out,
            "{\"a:b\":{\"c\":\"d\"}}\n");
  EXPECT_EQ(aioctl({"--json", "config", "-f", "a.conf", "-g", "one:List"}).out,
            "{\"one\":{\"list\":\"a\\nb\\n\\nc\"}}\n");
  EXPECT_EQ(aioctl({"--json=pretty", "config", "-f", "a.conf", "-g", "a:b:c"}).out,
            "{\n  \"a:b\": {\n    \"c\": \"d\"\n  }\n}\n");
}

TEST_F(RawFile, MayBeAnythingButAFile) {
  std::filesystem::create_directory(aioctl.folder() / "work" / "folder");
  const auto ended = aioctl({"config", "-f", "folder"});
  EXPECT_EQ(ended.exit, 6);
  EXPECT_EQ(ended.err, "folder: Is a directory\n");
}

TEST_F(RawFile, IsReadQuietly) {
  const auto ended = aioctl({"config", "-qf", "a.conf", "-g", "one:plain"});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out, "");
}

}  // namespace
}  // namespace aio::ctl
