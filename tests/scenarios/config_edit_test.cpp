// SPDX-License-Identifier: MIT
// aioctl config edit while aiod runs.
#include <string>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;

class ConfigEdit : public Scenario {
 protected:
  ConfigEdit() {
    place.write("aio.conf", "# kept\n[schedule/beat]\nevery = 1h\nfunc = probe.beat\n");
  }

  Finished edit(const std::string& editor, Words words = {}) const {
    place.write("editor", editor);
    words.insert(words.begin(), {"aioctl", "config", "edit"});
    Launch aioctl = launch(place, std::move(words));
    aioctl.environment.emplace_back("SYSTEMD_EDITOR=sh editor");
    aioctl.environment.push_back("TMPDIR=" + place.folder().string());
    return run(aioctl);
  }
};

TEST_F(ConfigEdit, ChangesTheFileAndWhatRuns) {
  Daemon daemon(place);
  const Finished edited = edit("sed -i s/1h/2h/ $1");
  EXPECT_THAT(edited, ExitsWith(0));
  EXPECT_EQ(edited.out,
            "changed schedule/beat\nchanged " + (place.folder() / "aio.conf").string() + "\n");
  EXPECT_EQ(place.read("aio.conf"), "# kept\n[schedule/beat]\nevery = 2h\nfunc = probe.beat\n");
  EXPECT_EQ(status_of("schedules", "beat").at("every_usec"), 7'200'000'000);

  EXPECT_THAT(edit("printf '[schedule/beat]\\nenabled = no\\n' > $1", {"--drop-in", "off"}),
              ExitsWith(0));
  EXPECT_EQ(status_of("schedules", "beat").at("enabled"), false);
}

TEST_F(ConfigEdit, LeavesAllAsItIsForOneMistake) {
  Daemon daemon(place);
  const std::string before = place.read("aio.conf");
  const Finished edited = edit("sed -i -e s/1h/often/ -e s/probe.beat/probe.bent/ $1");
  EXPECT_THAT(edited, ExitsWith(6));
  EXPECT_THAT(edited.err, HasSubstr("aio.conf:3: 'every' is 'often'"));
  EXPECT_THAT(edited.err, HasSubstr("aio.conf:4: "));
  EXPECT_THAT(edited.err, HasSubstr("Hint: your text is kept in " + place.folder().string()));
  EXPECT_EQ(place.read("aio.conf"), before);
}

TEST_F(ConfigEdit, DoesNotWriteOverWhatSomebodyElseHasWritten) {
  Daemon daemon(place);
  const Finished edited =
      edit("sed -i s/1h/2h/ $1; " AIO_BIN_DIR "/aioctl config -s app:word other");
  EXPECT_THAT(edited, ExitsWith(1));
  EXPECT_THAT(edited.err, HasSubstr("was changed meanwhile by somebody else"));
  EXPECT_THAT(place.read("aio.conf"), HasSubstr("every = 1h"));
  EXPECT_THAT(place.read("aio.conf"), HasSubstr("word = other"));
}

}  // namespace
}  // namespace aio::scenarios
