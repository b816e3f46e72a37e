// SPDX-License-Identifier: MIT
#include "conf/where.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "conf/load.hpp"
#include "tests/conf/temporary_folder.hpp"

namespace aio::conf {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class WhereIs : public testing::Test {
 protected:
  WhereIs() {
    search_.folder = folder_.path();
    search_.file = "aio.conf";
    search_.executable = folder_.path() / "usr/bin/aiod";
    search_.system_file = folder_.path() / "none";
  }

  Where of(std::string_view section, std::string_view option) const {
    return where(*load(search_).config, section, option).value();
  }
  bool knows(std::string_view section, std::string_view option) const {
    return where(*load(search_).config, section, option).has_value();
  }

  /// "layer FILE:LINE raw" of each, the folder cut off.
  std::vector<std::string> origins(std::string_view section, std::string_view option) const {
    std::vector<std::string> all;
    for (const Origin& origin : of(section, option).origins) {
      std::string line(word(origin.layer));
      if (!origin.module.empty()) line += " " + origin.module;
      line += " " + std::filesystem::path(origin.place.file).lexically_proximate(folder_.path())
                        .string() + ":" + std::to_string(origin.place.line) + " " + origin.raw;
      all.push_back(line);
    }
    return all;
  }

  /// "  ${a:b} FILE:LINE value" of each, indented by its depth.
  std::vector<std::string> steps(std::string_view section, std::string_view option) const {
    std::vector<std::string> all;
    for (const auto& [step, origin] : of(section, option).steps)
      all.push_back(std::string(step.depth, ' ') + step.reference + " " +
                    (origin ? origin->place.file + ":" + std::to_string(origin->place.line) +
                                  (origin->section == "DEFAULT" ? " (DEFAULT)" : "")
                            : "outside") +
                    " " + step.value);
    return all;
  }

  TemporaryFolder folder_;
  Search search_;
};

TEST_F(WhereIs, TellsEachLayerTheNearestFirst) {
  folder_.write("usr/lib/aio/aio.conf", "[aio]\ndrain = 1s\n");
  folder_.write("aio.conf", "[aio]\nmodules = m\ndrain = 3s\n");
  folder_.write("m/aio.conf", "\n[aio]\ndrain = 2s\n");
  folder_.write("aio.conf.d/10.conf", "[aio]\ndrain = 4s\n");
  folder_.write("aio.conf.d/20.conf", "\n\n[aio]\ndrain = 5s\n");
  search_.runtime = "[aio]\ndrain = 6s\n";
  EXPECT_THAT(origins("aio", "DRAIN"),
              ElementsAre("runtime (runtime):2 6s", "drop-in aio.conf.d/20.conf:4 5s",
                          "drop-in aio.conf.d/10.conf:2 4s", "file aio.conf:3 3s",
                          "module m m/aio.conf:3 2s", "vendor usr/lib/aio/aio.conf:2 1s",
                          "defaults (defaults):6 10s"));
  EXPECT_EQ(of("aio", "drain").value, "6s");
}

TEST_F(WhereIs, HasWhatDefaultSaysBelowTheSectionsOwn) {
  folder_.write("aio.conf", "[DEFAULT]\nx = 1\n[s]\nx = 2\n[t]\n");
  EXPECT_THAT(origins("s", "x"), ElementsAre("file aio.conf:4 2", "file aio.conf:2 1"));
  EXPECT_EQ(of("s", "x").origins[1].section, "DEFAULT");
  EXPECT_THAT(origins("t", "x"), ElementsAre("file aio.conf:2 1"));
  EXPECT_THAT(origins("DEFAULT", "x"), ElementsAre("file aio.conf:2 1"));
}

TEST_F(WhereIs, FollowsEachReference) {
  folder_.write("aio.conf",
                "[s]\nv = ${a}/${t:b}\na = 1\n[t]\nb = <${C}>\nc = $${x}\n[DEFAULT]\nd = ${s:v}\n");
  EXPECT_THAT(steps("s", "v"), ElementsAre("${a} aio.conf:3 1", "${t:b} aio.conf:5 <${x}>",
                                           " ${C} aio.conf:6 ${x}"));
  EXPECT_EQ(of("s", "v").value, "1/<${x}>");
  EXPECT_THAT(steps("s", "a"), IsEmpty());
  EXPECT_THAT(steps("t", "d"),
              ElementsAre("${s:v} aio.conf:2 1/<${x}>", " ${a} aio.conf:3 1",
                          " ${t:b} aio.conf:5 <${x}>", "  ${C} aio.conf:6 ${x}"));
}

TEST_F(WhereIs, FollowsAReferenceToWhatIsInherited) {
  folder_.write("aio.conf", "[DEFAULT]\nhome = /srv\n[s]\nv = ${home}/v\n");
  EXPECT_THAT(steps("s", "v"), ElementsAre("${home} aio.conf:2 (DEFAULT) /srv"));
}

TEST_F(WhereIs, FollowsThemUpToTheMistake) {
  folder_.write("aio.conf", "[s]\nv = ${a}${b}\na = 1\nb = 2${t:c}\n");
  EXPECT_THAT(steps("s", "v"), ElementsAre("${a} aio.conf:3 1", "${b} aio.conf:4 "));
  EXPECT_EQ(rendered(of("s", "v").mistake.value()), "aio.conf:4: '${t:c}' is not there");
  EXPECT_EQ(of("s", "v").value, "");
}

TEST_F(WhereIs, FollowsACircleToTheLimitOfDepth) {
  folder_.write("aio.conf", "[s]\nv = ${v}\n");
  EXPECT_EQ(of("s", "v").steps.size(), 10U);
  EXPECT_EQ(of("s", "v").mistake.value().what,
            "references nest more than 10 deep, or in a circle");
}

TEST_F(WhereIs, KeepsABoundedPartOfManyOrLongSteps) {
  std::string many;
  for (int i = 0; i < 1500; ++i) many += "${a}";
  folder_.write("aio.conf", "[s]\nv = " + many + "\na = " + std::string(5000, 'x') + "\n");
  const Where found = of("s", "v");
  EXPECT_EQ(found.steps.size(), 1000U);
  EXPECT_EQ(found.steps_left_out, 500U);
  EXPECT_EQ(found.steps[0].step.value, std::string(4096, 'x'));
  EXPECT_EQ(found.value.size(), 7'500'000U);
}

TEST_F(WhereIs, ShowsTheDefaultOfWhatNobodyHasSet) {
  folder_.write("aio.conf", "[schedule/a]\nevery = 1\nfunc = m.f\n");
  EXPECT_THAT(origins("schedule/a", "overlap"), ElementsAre("defaults :0 skip"));
  EXPECT_EQ(of("schedule/a", "overlap").value, "skip");
  EXPECT_THAT(origins("schedule/a", "timeout"), IsEmpty());
  EXPECT_EQ(of("schedule/a", "timeout").key->name, "timeout");
  EXPECT_EQ(of("loggers", "keys").value, "") << "a section of the table that no file has";
}

TEST_F(WhereIs, HasTheTablesDefaultBelowWhatIsSet) {
  folder_.write("aio.conf", "[schedule/a]\nevery = 1\nfunc = m.f\noverlap = queue\n");
  EXPECT_THAT(origins("schedule/a", "overlap"),
              ElementsAre("file aio.conf:4 queue", "defaults :0 skip"));
}

TEST_F(WhereIs, KnowsNothingOfOthers) {
  folder_.write("aio.conf", "[schedule/a]\nevery = 1\nfunc = m.f\n[listen/x]\nSig = m.g\n");
  EXPECT_FALSE(knows("schedule/b", "every"));
  EXPECT_FALSE(knows("schedule/", "every"));
  EXPECT_FALSE(knows("schedule/a", "evry"));
  EXPECT_FALSE(knows("listen/x", "other"));
  EXPECT_FALSE(knows("", "every"));
  EXPECT_TRUE(knows("listen/x", "sIG"));
  EXPECT_THAT(known_options(*load(search_).config, "listen/x"), ElementsAre("sig"));
}

}  // namespace
}  // namespace aio::conf
