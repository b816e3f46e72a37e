// SPDX-License-Identifier: MIT
// What load() finds when it knows the reading before must be what it finds without.
#include <optional>
#include <string>

#include <gmock/gmock.h>

#include "conf/judge.hpp"
#include "conf/load.hpp"
#include "tests/conf/changing_app.hpp"
#include "tests/conf/temporary_folder.hpp"
#include "tests/stress.hpp"

namespace aio::conf {
namespace {

std::string read(const Config& config, const std::string& section, const std::string& option) {
  try {
    return config.get(section, option).value_or("(none)");
  } catch (const InterpolationError& error) {
    return "(" + std::string(error.what()) + ")";
  }
}

std::string told(const Reading& reading) {
  std::string all = rendered(reading.problems) + reading.config->dump(Values::raw);
  for (const std::string& section : reading.config->sections())
    for (const std::string& option : reading.config->options(section)) {
      const Place place = reading.config->place(section, option);
      all += place.file + ":" + std::to_string(place.line) + " " +
             read(*reading.config, section, option) + "\n";
    }
  return all;
}

class LoadAgain : public testing::Test {
 protected:
  LoadAgain() {
    search_.folder = folder_.path();
    search_.system_file = folder_.path() / "none";
  }

  void load_again() {
    Reading again = load(search_, &last_);
    ASSERT_EQ(told(again), told(load(search_)));
    expect_unchanged(again);
    last_ = std::move(again);
  }

  void expect_unchanged(const Reading& now) const {
    if (!now.changed) return;
    for (const std::string& section : now.config->sections()) {
      if (now.changed->contains(section)) continue;
      ASSERT_EQ(now.config->options(section), last_.config->options(section)) << section;
      for (const std::string& option : now.config->options(section))
        ASSERT_EQ(read(*now.config, section, option), read(*last_.config, section, option))
            << section << ":" << option;
    }
  }

  TemporaryFolder folder_;
  Search search_;
  Reading last_{load({.text = ""})};
};

TEST_F(LoadAgain, KnowsWhatOneOptionChanges) {
  folder_.write("aio.conf",
                "[schedule/a]\nevery = 1s\nfunc = m.f\n[schedule/b]\nevery = 1s\n"
                "func = m.f\n");
  load_again();
  folder_.write("aio.conf",
                "[schedule/a]\nevery = 2s\nfunc = m.f\n[schedule/b]\nevery = 1s\n"
                "func = m.f\n");
  load_again();
  EXPECT_THAT(last_.changed, testing::Optional(testing::ElementsAre("schedule/a")));
}

TEST_F(LoadAgain, FollowsReferences) {
  const std::string rest = "[b]\nx = ${a:x}\n[c]\nx = ${b:x}\n[d]\nx = ${e:x}\n[e]\nx = 1\n";
  folder_.write("aio.conf", "[a]\nx = 1\n" + rest);
  load_again();
  folder_.write("aio.conf", "[a]\nx = 2\n" + rest);
  load_again();
  EXPECT_THAT(last_.changed, testing::Optional(testing::UnorderedElementsAre("a", "b", "c")));
  folder_.write("aio.conf", rest);
  load_again();
  EXPECT_THAT(last_.changed, testing::Optional(testing::UnorderedElementsAre("a", "b", "c")));
}

class OneValue final : public Outside {
 public:
  explicit OneValue(std::string text) : text_(std::move(text)) {}
  OutsideValue read(OutsideKind, const std::string&) const override {
    return {OutsideValue::State::there, text_};
  }

 private:
  const std::string text_;
};

TEST_F(LoadAgain, ComparesWhatIsTakenFromOutside) {
  folder_.write("aio.conf", "[a]\nx = ${cred:key}\n[b]\ny = ${a:x}\n[c]\n");
  search_.outside = std::make_shared<OneValue>("one");
  load_again();
  load_again();
  EXPECT_THAT(last_.changed, testing::Optional(testing::IsEmpty()));
  search_.outside = std::make_shared<OneValue>("two");
  load_again();
  EXPECT_THAT(last_.changed, testing::Optional(testing::UnorderedElementsAre("a", "b")));
  folder_.write("aio.conf", "[a]\nx = ${cred:key}\n[b]\ny = ${a:x}\n[c]\n[cred]\nkey = 3\n");
  load_again();
  EXPECT_THAT(last_.changed, testing::Optional(testing::UnorderedElementsAre("a", "b", "cred")));
}

TEST_F(LoadAgain, TakesAllForChangedWithTheirDefaults) {
  folder_.write("aio.conf", "[DEFAULT]\nx = 1\n[b]\n[c]\n");
  load_again();
  folder_.write("aio.conf", "[DEFAULT]\nx = 2\n[b]\n[c]\n");
  load_again();
  EXPECT_THAT(*last_.changed, testing::IsSupersetOf({"b", "c"}));
}

TEST_F(LoadAgain, JudgesAllBehindAMistake) {
  folder_.write("aio.conf", "[schedule/a]\nevery = soon\nfunc = m.f\n[schedule/b]\n");
  load_again();
  folder_.write("aio.conf", "[schedule/a]\nevery = 1s\nfunc = m.f\n[schedule/b]\n");
  load_again();
  EXPECT_EQ(last_.changed, std::nullopt);
  EXPECT_EQ(last_.problems.size(), 2U);
}

TEST_F(LoadAgain, TakesUpADropInAndAModulesFile) {
  folder_.write("aio.conf", "[aio]\nmodules = m\n[a]\nx = 1\n");
  folder_.write("m/aio.conf", "[a]\nx = 0\ny = 0\n");
  load_again();
  folder_.write("aio.conf.d/1.conf", "[a]\nz = 1\n");
  load_again();
  folder_.write("m/aio.conf", "[a]\ny = 2\n[b]\n");
  load_again();
  EXPECT_EQ(last_.config->dump_section("a"), "[a]\nx = 1\nz = 1\ny = 2\n\n");
}

TEST(LoadAgainStress, ComesToWhatALoadComesTo) {
  int partly = 0;
  for (unsigned seed = 0; seed < stress::amount(15U, 3'000U); ++seed) {
    ChangingApp app(seed);
    std::optional<Reading> last;
    for (int change = 0; change < 25; ++change) {
      const Search search{.text = app.text()};
      Reading again = load(search, last ? &*last : nullptr);
      ASSERT_EQ(told(again), told(load(search))) << "seed " << seed << "\n" << app.text();
      if (again.changed && again.changed->size() < again.config->sections().size()) ++partly;
      last = std::move(again);
      app.change();
    }
  }
  EXPECT_GT(partly, 50);  // else it has not been tried
}

}  // namespace
}  // namespace aio::conf
