// SPDX-License-Identifier: MIT
#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/ctl/bus_fixture.hpp"

// aioctl config edit, with scripts for an editor.
namespace aio::ctl {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// The editor is a shell's script, with the file as its $1.
void set_editor(test::Aioctl& aioctl, const std::string& script) {
  aioctl.write("editor", script);
  fs::create_directory(aioctl.folder() / "tmp");
  aioctl.environment()["EDITOR"] = "sh editor";
  aioctl.environment()["TMPDIR"] = (aioctl.folder() / "tmp").string();
}

/// What has been kept: the texts of all copies.
std::vector<std::string> kept_texts(const test::Aioctl& aioctl) {
  std::vector<std::string> texts;
  for (const auto& entry : fs::recursive_directory_iterator(aioctl.folder() / "tmp"))
    if (entry.is_regular_file()) texts.push_back(aioctl.read(entry.path()));
  return texts;
}

class EditOfAFile : public testing::Test {
 protected:
  EditOfAFile() { set_editor(aioctl, "sed -i s/1h/2h/ $1"); }

  static constexpr auto hourly = "# kept\n[schedule/a]\nevery = 1h\nfunc = m.f\n";
  static constexpr auto second_hourly = "# kept\n[schedule/a]\nevery = 2h\nfunc = m.f\n";

  test::Aioctl aioctl;
};

TEST_F(EditOfAFile, WritesWhatTheEditorHasLeft) {
  aioctl.write("aio.conf", hourly);
  const auto ended = aioctl({"config", "edit"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(ended.out, "changed " + (aioctl.folder() / "work/aio.conf").string() + "\n");
  EXPECT_EQ(aioctl.read("aio.conf"), second_hourly);
  EXPECT_THAT(fs::directory_iterator(aioctl.folder() / "tmp"), fs::directory_iterator());
}

TEST_F(EditOfAFile, TakesAnyFileAndAnswersInJson) {
  aioctl.write("other.conf", hourly);
  EXPECT_EQ(aioctl({"--json", "-c", "other.conf", "config", "edit"}).out,
            "{\"generation\":0,\"done\":[{\"action\":\"changed\",\"item\":\"" +
                (aioctl.folder() / "work/other.conf").string() + "\"}]}\n");
  EXPECT_EQ(aioctl.read("other.conf"), second_hourly);
  aioctl.write("raw.conf", "[schedule/a]\nevery = 1h\nodd = \n");
  EXPECT_EQ(aioctl({"-f", "raw.conf", "config", "edit"}).exit, 0);
  EXPECT_EQ(aioctl.read("raw.conf"), "[schedule/a]\nevery = 2h\nodd = \n");
}

TEST_F(EditOfAFile, MakesAFileOrADropInThatIsNotThere) {
  set_editor(aioctl, "printf '[a]\\nb = 1\\n' >> $1");
  EXPECT_EQ(aioctl({"config", "edit"}).exit, 0);
  EXPECT_EQ(aioctl({"config", "edit", "--drop-in", "50-local"}).exit, 0);
  EXPECT_EQ(aioctl.read("aio.conf"), "[a]\nb = 1\n");
  EXPECT_EQ(aioctl.read("aio.conf.d/50-local.conf"), "[a]\nb = 1\n");
  EXPECT_EQ(aioctl({"config", "edit", "--drop-in=../x"}).exit, 2);
}

TEST_F(EditOfAFile, LeavesNoFolderForADropInThatCameToNothing) {
  aioctl.write("aio.conf", "");
  set_editor(aioctl, "exit 0");
  EXPECT_EQ(aioctl({"config", "edit", "--drop-in", "x"}).out, "nothing changed\n");
  EXPECT_FALSE(fs::exists(aioctl.folder() / "work/aio.conf.d"));
}

TEST_F(EditOfAFile, DoesNothingWhenNothingWasChanged) {
  set_editor(aioctl, "cat $1 >/dev/null");
  aioctl.write("aio.conf", "[a\n");
  const auto ended = aioctl({"config", "edit"});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out, "nothing changed\n");
  EXPECT_THAT(kept_texts(aioctl), IsEmpty());
}

TEST_F(EditOfAFile, TellsEveryMistakeAndKeepsTheText) {
  set_editor(aioctl, "sed -i -e s/1h/often/ -e s/func/fnuc/ $1");
  aioctl.write("aio.conf", hourly);
  const auto ended = aioctl({"config", "edit"});
  EXPECT_EQ(ended.exit, 6);
  EXPECT_EQ(ended.out, "");
  EXPECT_THAT(ended.err, AllOf(HasSubstr("/aio.conf:3: 'every' is 'often', expected a time span"),
                               HasSubstr("/aio.conf:4: unknown key 'fnuc'"),
                               HasSubstr("Hint: your text is kept in ")));
  EXPECT_EQ(aioctl.read("aio.conf"), hourly);
  EXPECT_THAT(kept_texts(aioctl), ElementsAre("# kept\n[schedule/a]\nevery = often\nfnuc = m.f\n"));
  const std::string copy = ended.err.substr(ended.err.rfind("kept in ") + 8);
  struct stat found = {};
  ASSERT_EQ(::stat(copy.substr(0, copy.find('\n')).c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_F(EditOfAFile, NeedMendNoMistakeThatWasThereBefore) {
  aioctl.write("aio.conf", "[schedule/a]\nevery = 1h\nfunc = m.f\nodd = 1\n");
  EXPECT_EQ(aioctl({"config", "edit"}).exit, 0);
  set_editor(aioctl, "printf '\\377' >> $1");
  const auto ended = aioctl({"config", "edit"});
  EXPECT_EQ(ended.exit, 6);
  EXPECT_THAT(ended.err, HasSubstr("this is not UTF-8 text"));
}

TEST_F(EditOfAFile, RefusesAFileThatSomebodyElseHasChangedMeanwhile) {
  aioctl.write("aio.conf", hourly);
  set_editor(aioctl, "echo '[b]' >> aio.conf; sed -i s/1h/2h/ $1");
  const auto ended = aioctl({"config", "edit"});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("was changed meanwhile by somebody else"),
                               HasSubstr("Hint: your text is kept in ")));
  EXPECT_THAT(aioctl.read("aio.conf"), EndsWith("[b]\n"));
  EXPECT_THAT(kept_texts(aioctl), ElementsAre(second_hourly));
}

TEST_F(EditOfAFile, AppliesNothingOfAnEditorThatFails) {
  aioctl.write("aio.conf", hourly);
  set_editor(aioctl, "exit 3");
  const auto failed = aioctl({"config", "edit"});
  EXPECT_EQ(failed.exit, 1);
  EXPECT_EQ(failed.err, "aioctl: the editor 'sh' has failed: exit 3\n");
  EXPECT_THAT(kept_texts(aioctl), IsEmpty());

  set_editor(aioctl, "sed -i s/1h/2h/ $1; kill -TERM $$");
  const auto killed = aioctl({"config", "edit"});
  EXPECT_THAT(killed.err, AllOf(StartsWith("aioctl: the editor 'sh' has failed: Terminated\n"),
                                HasSubstr("Hint: your text is kept in ")));
  EXPECT_THAT(kept_texts(aioctl), ElementsAre(second_hourly));
  EXPECT_EQ(aioctl.read("aio.conf"), hourly);

  set_editor(aioctl, "rm $1");
  EXPECT_THAT(aioctl({"config", "edit"}).err, HasSubstr("No such file or directory"));
  aioctl.environment()["EDITOR"] = "no-such-editor";
  EXPECT_THAT(aioctl({"config", "edit"}).err,
              StartsWith("aioctl: cannot start the editor 'no-such-editor': No such file"));
  EXPECT_EQ(aioctl.read("aio.conf"), hourly);
}

TEST_F(EditOfAFile, NeedsAFolderForItsCopy) {
  aioctl.write("aio.conf", hourly);
  aioctl.environment()["TMPDIR"] = "/nonexistent";
  const auto ended = aioctl({"config", "edit"});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_THAT(ended.err, StartsWith("aioctl: the folder for temporary files ($TMPDIR): "));
}

TEST_F(EditOfAFile, TakesNoOptionOfOthers) {
  for (const char* const option : {"--plan", "--runtime", "--check", "--confirm"})
    EXPECT_EQ(aioctl({"config", "edit", option}).exit, 2) << option;
  EXPECT_EQ(aioctl({"config", "--yes"}).exit, 2);
  EXPECT_EQ(aioctl({"config", "edit", "more"}).exit, 2);
}

/// Of the daemon's /f.conf, which has "[a]\nb = 1\n".
class EditThroughADaemon : public test::DaemonOnABus {
 protected:
  EditThroughADaemon() { becomes("2"); }
  void becomes(const std::string& value) { set_editor(aioctl, "sed -i 's/1/" + value + "/' $1"); }

  static constexpr auto read_it = "Text()";
  static constexpr auto plan = "Plan(v1, [a]\nb = 2\n)";
  static constexpr auto replace = "Replace(v1, [a]\nb = 2\n)";
};

TEST_F(EditThroughADaemon, IsPlannedAndThenApplied) {
  const auto ended = run({"config", "edit"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(ended.out, "rebound server/b\nchanged /f.conf\n");
  EXPECT_THAT(daemon.calls(), ElementsAre(read_it, plan, replace));
}

TEST_F(EditThroughADaemon, MayBeOfADropIn) {
  EXPECT_EQ(run({"config", "edit", "--drop-in", "x"}).exit, 0);
  EXPECT_THAT(daemon.calls(), ElementsAre("Text(x)", plan, replace));
}

TEST_F(EditThroughADaemon, ShowsThePlanOnATerminalAndAsks) {
  const auto ended = run_on_terminal(80, {"config", "edit"}, "y\n");
  EXPECT_EQ(ended.exit, 0);
  EXPECT_THAT(ended.out, HasSubstr("rebound server/b\nApply this to /f.conf? [y/n/e(dit)] "));
  EXPECT_THAT(daemon.calls(), ElementsAre(read_it, plan, replace));
}

TEST_F(EditThroughADaemon, LeavesItWhenTheAnswerIsNo) {
  for (const char* const answer : {"n\n", "\x04", "what?\nno\n"}) {
    const auto ended = run_on_terminal(80, {"config", "edit"}, answer);
    EXPECT_EQ(ended.exit, 1);
    EXPECT_THAT(ended.out, HasSubstr("not applied; your text is kept in "));
  }
  EXPECT_THAT(daemon.calls(), Not(testing::Contains(replace)));
  EXPECT_THAT(kept_texts(aioctl), testing::Each("[a]\nb = 2\n"));
}

TEST_F(EditThroughADaemon, EditsAgainWhenAsked) {
  set_editor(aioctl, "sed -i -e s/bad/2/ -e s/1/bad/ $1");
  const auto ended = run_on_terminal(80, {"config", "edit"}, "\ny\n");
  EXPECT_EQ(ended.exit, 0) << ended.out;
  EXPECT_THAT(ended.out,
              AllOf(HasSubstr("/f.conf:2: 'b' is bad\n"), HasSubstr("Edit it again? [Y/n] ")));
  EXPECT_THAT(daemon.calls(), ElementsAre(read_it, "Plan(v1, [a]\nb = bad\n)", plan, replace));
}

TEST_F(EditThroughADaemon, EndsWith6WhenAMistakeIsNotMended) {
  becomes("bad");
  const auto ended = run_on_terminal(80, {"config", "edit"}, "n\n");
  EXPECT_EQ(ended.exit, 6);
  EXPECT_THAT(ended.out, HasSubstr("not applied; your text is kept in "));
  EXPECT_EQ(run({"config", "edit"}).exit, 6);
  EXPECT_THAT(kept_texts(aioctl), ElementsAre("[a]\nb = bad\n", "[a]\nb = bad\n"));
}

TEST_F(EditThroughADaemon, AsksNothingWithYes) {
  const auto ended = run_on_terminal(80, {"config", "edit", "--yes"});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out, "rebound server/b\nchanged /f.conf\n");
}

TEST_F(EditThroughADaemon, KeepsTheTextOfWhatTheDaemonRefuses) {
  becomes("late");
  const auto ended = run({"config", "edit"});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_THAT(ended.err, StartsWith("aioctl: /f.conf: was changed\nHint: your text is kept in "));
  EXPECT_THAT(kept_texts(aioctl), ElementsAre("[a]\nb = late\n"));
}

TEST_F(EditThroughADaemon, SendsNothingThatIsNoText) {
  becomes("\\xff");
  const auto ended = run({"config", "edit"});
  EXPECT_EQ(ended.exit, 6);
  EXPECT_THAT(ended.err, StartsWith("/f.conf:2: this is not UTF-8 text\n"));
  EXPECT_THAT(daemon.calls(), ElementsAre(read_it));
}

}  // namespace
}  // namespace aio::ctl
