// SPDX-License-Identifier: MIT
#include <sys/stat.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ctl/program.hpp"

// What aioctl does with files alone, where no daemon is.
namespace aio::ctl {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class FileVerbs : public testing::Test {
 protected:
  std::string there(const std::string& file) const {
    return (aioctl.folder() / "work" / file).string();
  }

  test::Aioctl aioctl;
};

// What a file comes to

TEST_F(FileVerbs, ShowWhatAFileComesTo) {
  aioctl.write("a.conf", "[aio/otherapp]\nlevel = ${aio:log_level}\n");
  EXPECT_EQ(aioctl({"-c", "a.conf", "config", "-g", "aio/otherapp:level"}).out, "INFO\n");
  EXPECT_EQ(aioctl({"config", "-g", "aio/otherapp", "-c", "a.conf"}).out, "level = INFO\n");
  EXPECT_THAT(aioctl({"config", "-c", "a.conf"}).out,
              testing::AllOf(HasSubstr("[aio]\n"), HasSubstr("log_level = INFO\n"),
                             HasSubstr("[aio/otherapp]\nlevel = INFO\n")));
}

TEST_F(FileVerbs, ShowTheNearestOfWhatNoFileHas) {
  aioctl.write("a.conf", "");
  const auto ended = aioctl({"-c", "a.conf", "config", "-g", "aio:log_levle"});
  EXPECT_EQ(ended.exit, 5);
  EXPECT_THAT(ended.err, HasSubstr("Hint: did you mean 'log_level'?\n"));
}

TEST_F(FileVerbs, TellWhereAValueComesFrom) {
  aioctl.write("a.conf", "[x]\nhome = /srv\npath = ${home}/a\n");
  const auto json = aioctl({"-c", "a.conf", "config", "--where", "x:PATH", "--json"}).out;
  EXPECT_THAT(json, StartsWith("{\"section\":\"x\",\"option\":\"path\",\"value\":\"/srv/a\","
                               "\"file_changed_usec\":"));
  EXPECT_THAT(json,
              HasSubstr("\"origins\":[{\"layer\":\"file\",\"section\":\"x\",\"file\":\"a.conf\","
                        "\"line\":3,\"raw\":\"${home}/a\"}],\"steps\":[{\"depth\":0,"));
  EXPECT_THAT(aioctl({"-c", "a.conf", "config", "--where=aio:drain"}).out,
              HasSubstr("     Value: 10s\n      Text: 10s\n     Layer: defaults\n"));
}

TEST_F(FileVerbs, TellEveryKeyThatThereIs) {
  const auto text = aioctl({"config", "--schema"});
  EXPECT_EQ(text.exit, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("\n[schedule/NAME]\n    every (required)\n"));
  EXPECT_THAT(aioctl({"config", "--schema", "--json"}).out,
              HasSubstr("{\"section\":\"signal/NAME\",\"key\":\"overflow\",\"type\":\"choice\","));
  EXPECT_EQ(aioctl({"config", "--schema", "aio"}).exit, 2);
  EXPECT_EQ(aioctl({"config", "--schema", "-g", "aio"}).exit, 2);
}

TEST_F(FileVerbs, TellWhyAValueComesToNothing) {
  aioctl.write("a.conf", "[x]\ngood = 1\nbad = ${good}${no:where}\n");
  const auto ended = aioctl({"-c", "a.conf", "config", "--where", "x:bad"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("   Mistake: a.conf:3: '${no:where}' is not there\n"));
  EXPECT_THAT(ended.out, HasSubstr("\n${good}    a.conf:2  1\n"));
}

TEST_F(FileVerbs, TellTheNearestOfWhatHasNoOrigin) {
  aioctl.write("a.conf", "[schedule/a]\nevery = 1\nfunc = m.f\n");
  const auto option = aioctl({"-c", "a.conf", "config", "--where", "schedule/a:overlpa"});
  EXPECT_EQ(option.exit, 5);
  EXPECT_EQ(
      option.err,
      "aioctl: there is no option 'overlpa' in [schedule/a]\nHint: did you mean 'overlap'?\n");
  const auto section = aioctl({"-c", "a.conf", "config", "--where", "schedule/b:every"});
  EXPECT_EQ(section.exit, 5);
  EXPECT_EQ(section.err,
            "aioctl: there is no section [schedule/b]\nHint: did you mean 'schedule/a'?\n");
  EXPECT_EQ(aioctl({"-c", "a.conf", "config", "--where", "schedule/a"}).exit, 2);
  EXPECT_EQ(aioctl({"-c", "a.conf", "config", "--where", "a:b", "c:d"}).exit, 2);
  EXPECT_EQ(aioctl({"-f", "a.conf", "config", "--where", "schedule/a:every"}).exit, 2);
}

TEST_F(FileVerbs, ReadTheOtherValuesWhereOneIsBad) {
  aioctl.write("a.conf", "[x]\ngood = 1\n\nbad = ${no:where}\n");
  EXPECT_EQ(aioctl({"-c", "a.conf", "config", "-g", "x:good"}).out, "1\n");
  const auto ended = aioctl({"-c", "a.conf", "config", "-g", "x:bad"});
  EXPECT_EQ(ended.exit, 6);
  EXPECT_EQ(ended.out, "");
  EXPECT_THAT(ended.err, StartsWith("a.conf:4: "));
  const auto dump = aioctl({"-c", "a.conf", "config"});
  EXPECT_EQ(dump.exit, 6);
  EXPECT_EQ(dump.out, "") << "no half of it";
}

TEST_F(FileVerbs, TellEveryValueThatCannotBeRead) {
  aioctl.write("a.conf",
               "[DEFAULT]\nhere = ${x}\n[x]\ny = ${no:where}\nx = 1\n[z]\na = $\nb = ${x:y}\n");
  const auto section = aioctl({"-c", "a.conf", "config", "-g", "z"});
  EXPECT_EQ(section.exit, 6);
  EXPECT_EQ(section.out, "");
  EXPECT_EQ(section.err,
            "a.conf:2: '${x}' is not there\n"
            "a.conf:4: '${no:where}' is not there\n"
            "a.conf:7: '$' is followed by neither '$' nor '{'\n");
  const auto dump = aioctl({"-c", "a.conf", "--json", "config"});
  EXPECT_EQ(dump.exit, 6);
  EXPECT_EQ(dump.out, "");
  EXPECT_EQ(dump.err, section.err) << "each once, though [DEFAULT] is seen everywhere";
}

TEST_F(FileVerbs, ShowWhatAFileComesToAsJson) {
  aioctl.write("a.conf", "[DEFAULT]\nhome = /srv\n[x]\npath = ${home}/a\n  ${home}/b\n");
  EXPECT_EQ(aioctl({"-c", "a.conf", "config", "-g", "x:path", "--json"}).out,
            "{\"x\":{\"path\":\"/srv/a\\n/srv/b\"}}\n");
  EXPECT_EQ(aioctl({"--json", "-c", "a.conf", "config", "-g", "x"}).out,
            "{\"x\":{\"path\":\"/srv/a\\n/srv/b\",\"home\":\"/srv\"}}\n");
  EXPECT_EQ(aioctl({"-c", "a.conf", "config", "-g", "x"}).out,
            "path = /srv/a\n\t/srv/b\nhome = /srv\n");
  EXPECT_THAT(aioctl({"-c", "a.conf", "config", "--json"}).out,
              testing::AllOf(StartsWith("{\"DEFAULT\":{\"home\":\"/srv\"},"),
                             HasSubstr(R"("x":{"path":"/srv/a\n/srv/b","home":"/srv"})")));
}

TEST_F(FileVerbs, NameASectionThatNoFileHas) {
  aioctl.write("a.conf", "[Shop]\nopen = 1\n");
  const auto near = aioctl({"-c", "a.conf", "--json", "config", "-g", "shop:open"});
  EXPECT_EQ(near.exit, 5);
  EXPECT_EQ(near.out, "");
  EXPECT_EQ(near.err, "aioctl: there is no section [shop]\nHint: did you mean 'Shop'?\n");
  EXPECT_EQ(aioctl({"-c", "a.conf", "config", "-g", "DEFALT"}).err,
            "aioctl: there is no section [DEFALT]\nHint: did you mean 'DEFAULT'?\n");
}

TEST_F(FileVerbs, ShowNothingOfAFileThatCannotBeRead) {
  aioctl.write("a.conf", "[x]\ngood = 1\nnonsense\n");
  const auto ended = aioctl({"-c", "a.conf", "config", "-g", "x:good"});
  EXPECT_EQ(ended.exit, 6);
  EXPECT_EQ(ended.out, "");
  EXPECT_THAT(ended.err, StartsWith("a.conf:3: this is no option"));
  EXPECT_EQ(aioctl({"-c", "b.conf", "config"}).err, "b.conf: No such file or directory\n");
}

// Setting

TEST_F(FileVerbs, MakeAioConfWhereThereIsNone) {
  const auto ended = aioctl({"config", "-s", "aio:log_level", "DEBUG"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err, "aioctl: no daemon runs: changed " + there("aio.conf") + "\n");
  EXPECT_EQ(aioctl.read("aio.conf"), "[aio]\nlog_level = DEBUG\n");
}

TEST_F(FileVerbs, EditTheFileThatTheSearchFinds) {
  aioctl.write("etc/aio.conf", "# kept\n[aio]\nlog_level = INFO\n");
  EXPECT_EQ(aioctl({"config", "-qs", "aio:log_level", "DEBUG"}).err, "");
  EXPECT_EQ(aioctl.read("etc/aio.conf"), "# kept\n[aio]\nlog_level = DEBUG\n");
  EXPECT_FALSE(std::filesystem::exists(there("aio.conf")));
}

TEST_F(FileVerbs, EditTheFileThatIsNamed) {
  aioctl.write("aio.conf", "[a]\nb = 1\n");
  aioctl.write("c.conf", "[a]\nb = 1\n");
  aioctl.write("f.conf", "[a]\nb = 1\n");
  EXPECT_EQ(aioctl({"-c", "c.conf", "config", "-s", "a:b", "2"}).exit, 0);
  EXPECT_EQ(aioctl({"config", "-s", "a:b", "3", "-f", "f.conf"}).exit, 0);
  EXPECT_EQ(aioctl.read("aio.conf"), "[a]\nb = 1\n");
  EXPECT_EQ(aioctl.read("c.conf"), "[a]\nb = 2\n");
  EXPECT_EQ(aioctl.read("f.conf"), "[a]\nb = 3\n");
}

TEST_F(FileVerbs, MakeNoFileThatIsNamed) {
  for (const char* const flag : {"-c", "-f"}) {
    const auto ended = aioctl({"config", flag, "no.conf", "-s", "a:b", "1"});
    EXPECT_EQ(ended.exit, 6);
    EXPECT_EQ(ended.err, "no.conf: No such file or directory\n");
    EXPECT_FALSE(std::filesystem::exists(there("no.conf")));
  }
}

TEST_F(FileVerbs, TakeValuesVerbatim) {
  for (const std::string value :
       {"[\"x\"]", "-1", "-g", "", "=x", "--json", "--", "a:b", "C:\\x"}) {
    EXPECT_EQ(aioctl({"config", "-s", "a:b", value}).exit, 0) << value;
    EXPECT_EQ(aioctl({"config", "-f", "aio.conf", "-g", "a:b"}).out, value + "\n");
  }
}

TEST_F(FileVerbs, TakeEscapesForLineEndsAndBackslashes) {
  EXPECT_EQ(aioctl({"config", "-s", "listen/x:boom", "m.one\\nm.two\\\\n"}).exit, 0);
  EXPECT_EQ(aioctl.read("aio.conf"), "[listen/x]\nboom = m.one\n\tm.two\\n\n");
}

TEST_F(FileVerbs, KeepReferencesRawInTheFile) {
  EXPECT_EQ(aioctl({"config", "-s", "aio/otherapp:log_level", "${aio:log_level}"}).exit, 0);
  EXPECT_EQ(aioctl.read("aio.conf"), "[aio/otherapp]\nlog_level = ${aio:log_level}\n");
  EXPECT_EQ(aioctl({"-c", "aio.conf", "config", "-g", "aio/otherapp:log_level"}).out, "INFO\n");
}

TEST_F(FileVerbs, SetSeveralOptionsOrNone) {
  aioctl.write("aio.conf", "[aio]\nlog_level = INFO\n");
  const auto ended = aioctl({"config", "-s", "a:b", "1", "aio:log_level", "LOUD"});
  EXPECT_EQ(ended.exit, 6);
  EXPECT_EQ(aioctl.read("aio.conf"), "[aio]\nlog_level = INFO\n");
  EXPECT_EQ(aioctl({"config", "-s", "a:b", "1", "aio:log_level", "DEBUG"}).exit, 0);
  EXPECT_EQ(aioctl.read("aio.conf"), "[aio]\nlog_level = DEBUG\n\n[a]\nb = 1\n");
}

TEST_F(FileVerbs, RefuseWhatWouldMakeANewMistake) {
  aioctl.write("aio.conf", "[schedule/x]\nfunc = m.f\nevery = 2\n");
  const auto ended = aioctl({"config", "-s", "schedule/x:every", "5 parsecs"});
  EXPECT_EQ(ended.exit, 6);
  EXPECT_EQ(ended.out, "");
  EXPECT_THAT(ended.err, StartsWith(there("aio.conf") + ":3: 'every' is '5 parsecs', expected "));
  EXPECT_EQ(aioctl.read("aio.conf"), "[schedule/x]\nfunc = m.f\nevery = 2\n");
}

TEST_F(FileVerbs, MendAFileThatHasMistakesOneByOne) {
  aioctl.write("aio.conf", "[schedule/x]\nevery = 5 parsecs\n");
  EXPECT_EQ(aioctl({"config", "-s", "schedule/x:every", "5"}).exit, 0);
  EXPECT_EQ(aioctl({"config", "-s", "schedule/x:func", "m.f"}).exit, 0);
  EXPECT_EQ(aioctl.read("aio.conf"), "[schedule/x]\nevery = 5\nfunc = m.f\n");
}

TEST_F(FileVerbs, JudgeNothingInARawFile) {
  aioctl.write("f.conf", "[aio]\n");
  EXPECT_EQ(aioctl({"config", "-f", "f.conf", "-s", "aio:log_level", "LOUD ${"}).exit, 0);
  EXPECT_EQ(aioctl.read("f.conf"), "[aio]\nlog_level = LOUD ${\n");
}

TEST_F(FileVerbs, RefuseWhatNoFileCanHold) {
  aioctl.write("aio.conf", "[a]\nb = 1\n");
  for (const std::string name : {"a:#b", "a:[b]", "a:x=y"}) {
    const auto ended = aioctl({"config", "-s", name, "v"});
    EXPECT_EQ(ended.exit, 6) << name;
    EXPECT_THAT(ended.err, StartsWith(there("aio.conf") + ": "));
  }
  EXPECT_EQ(aioctl.read("aio.conf"), "[a]\nb = 1\n");
}

TEST_F(FileVerbs, RefuseWhatADropInWouldOverride) {
  aioctl.write("aio.conf", "[a]\nb = 1\n");
  aioctl.write("aio.conf.d/10.conf", "\n[a]\nb = 2\n");
  const auto ended = aioctl({"config", "-s", "a:b", "3"});
  EXPECT_EQ(ended.exit, 6);
  EXPECT_EQ(ended.err, there("aio.conf.d/10.conf") + ":3: 'a:b' is set here, which overrides " +
                           there("aio.conf") + "\n");
  EXPECT_EQ(aioctl.read("aio.conf"), "[a]\nb = 1\n");
}

TEST_F(FileVerbs, RemoveOptions) {
  aioctl.write("aio.conf", "[a]\nb = 1\n# kept\nc = 2\nd = 3\n");
  EXPECT_EQ(aioctl({"config", "--unset", "a:b", "a:d"}).exit, 0);
  EXPECT_EQ(aioctl.read("aio.conf"), "[a]\n# kept\nc = 2\n");
}

TEST_F(FileVerbs, RemoveNothingWhereOneIsNotThere) {
  aioctl.write("aio.conf", "[a]\nbeta = 1\n");
  const auto ended = aioctl({"config", "--unset", "a:beta", "a:bta"});
  EXPECT_EQ(ended.exit, 5);
  EXPECT_THAT(ended.err, StartsWith("aioctl: there is no option 'bta' in [a]\n"));
  EXPECT_EQ(aioctl.read("aio.conf"), "[a]\nbeta = 1\n");
}

/// Somebody whom a file's mode stops, which root is not.
class Denied : public FileVerbs {
 protected:
  Denied() { aioctl.be_nobody(); }
};

TEST_F(Denied, EndsWith4WhereAFileMayNotBeRead) {
  aioctl.write("aio.conf", "[a]\nb = 1\n");
  ::chmod(there("aio.conf").c_str(), 0);
  EXPECT_EQ(aioctl({"config", "-f", "aio.conf"}).exit, 4);
  EXPECT_EQ(aioctl({"-c", "aio.conf", "config"}).exit, 4);
  EXPECT_EQ(aioctl({"config", "-s", "a:b", "2"}).exit, 4);
}

TEST_F(Denied, EndsWith4WhereAFileMayNotBeWritten) {
  aioctl.write("aio.conf", "[a]\nb = 1\n");
  ::chmod(there("aio.conf").c_str(), 0400);
  const auto ended = aioctl({"config", "-s", "a:b", "2"});
  EXPECT_EQ(ended.exit, 4);
  EXPECT_EQ(ended.err, "aioctl: " + there("aio.conf") + ": Permission denied\n");
  EXPECT_EQ(aioctl.read("aio.conf"), "[a]\nb = 1\n");
}

/// Root in a folder that is another's.
TEST_F(FileVerbs, LeaveNoNewFileOfRootsInAnothersFolder) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root";
  ASSERT_EQ(::chown(there("").c_str(), 65534, 65534), 0);
  const auto ended = aioctl({"config", "-s", "a:b", "1"});
  EXPECT_EQ(ended.exit, 4);
  EXPECT_FALSE(std::filesystem::exists(there("aio.conf")));
}

// aiod in its place

TEST_F(FileVerbs, StartAiodToRunAndToCheck) {
  // An aiod of the test's own, beside a copy of aioctl.
  std::filesystem::copy_file(AIOCTL, there("aioctl"));
  aioctl.write("aiod", "#!/bin/sh\nprintf '<%s>' \"$@\"\nexit 6\n");
  ::chmod(there("aiod").c_str(), 0700);
  const auto run = aioctl.in_shell("./aioctl run -c 'a b.conf' --user", {});
  EXPECT_EQ(run.exit, 6);
  EXPECT_EQ(run.out, "<-c><a b.conf><--user>");
  EXPECT_EQ(aioctl.in_shell("./aioctl -c F run", {}).out, "<-c><F>");
  EXPECT_EQ(aioctl.in_shell("./aioctl config --check", {}).out, "<--check>");
  EXPECT_EQ(aioctl.in_shell("./aioctl -c F config --check", {}).out, "<-c><F><--check>");
  EXPECT_EQ(aioctl.in_shell("ln -s ./aioctl there; mkdir x; cd x; ../there run", {}).out, "<>")
      << "beside the program, not beside the link to it";
}

}  // namespace
}  // namespace aio::ctl
