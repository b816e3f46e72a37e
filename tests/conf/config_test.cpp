// SPDX-License-Identifier: MIT
#include "conf/config.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace aio::conf {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Config read(const std::vector<std::string>& texts) {
  std::vector<Document> documents;
  Problems problems;
  for (const std::string& text : texts) {
    const std::string name = std::string(1, static_cast<char>('a' + documents.size())) + ".conf";
    documents.push_back(Document::parse(name, text, problems));
  }
  EXPECT_EQ(rendered(problems), "");
  return merged(documents);
}

std::string value(const std::string& text, std::string_view section, std::string_view option) {
  return read({text}).get(section, option).value_or("(none)");
}

using Kind = InterpolationError::Kind;

/// What reading the value throws: kind, then where.
std::string error(const std::string& text, std::string_view section, std::string_view option) {
  try {
    return "value " + value(text, section, option);
  } catch (const InterpolationError& e) {
    const std::vector<std::string> kinds = {"missing", "depth", "syntax", "size"};
    return kinds.at(static_cast<std::size_t>(e.kind)) + " " + e.section + ":" + e.option;
  }
}

TEST(Config, IsEmptyFromNothing) {
  const Config config;
  EXPECT_THAT(config.sections(), IsEmpty());
  EXPECT_TRUE(config.has_section("DEFAULT"));
  EXPECT_EQ(config.get("s", "a"), std::nullopt);
  EXPECT_EQ(config.section_place("DEFAULT"), Place());
  EXPECT_EQ(config, read({}));
  EXPECT_EQ(config.dump(), "[DEFAULT]\n\n");
}

TEST(Config, OverridesOptionByOptionInOrderOfFirstAppearance) {
  const Config config = read({"[a]\nx = 1\ny = p\n[b]\n", "[c]\n[a]\nz = 3\ny = 2\n"});
  EXPECT_THAT(config.sections(), ElementsAre("a", "b", "c"));
  EXPECT_THAT(config.options("a"), ElementsAre("x", "y", "z"));
  EXPECT_EQ(config.raw("a", "x"), "1");
  EXPECT_EQ(config.raw("a", "y"), "2");
}

TEST(Config, KnowsThePlaceOfEveryValue) {
  const Config config = read({"[a]\nx = 1\ny = p\n", "\n[a]\ny = 2\n"});
  EXPECT_EQ(config.place("a", "X"), (Place{"a.conf", 2}));
  EXPECT_EQ(config.place("a", "y"), (Place{"b.conf", 3}));
  EXPECT_EQ(config.section_place("a"), (Place{"a.conf", 1}));
  EXPECT_EQ(config.place("a", "z"), Place());
  EXPECT_THAT(config.files(), ElementsAre("a.conf", "b.conf"));
}

TEST(Config, KeepsTheFirstSpelling) {
  const Config config = read({"[a]\nMy-Signal = 1\n", "[a]\nMY-signal = 2\n"});
  EXPECT_EQ(config.written("a", "my-signal"), "My-Signal");
  EXPECT_EQ(config.written("a", "other"), "");
}

TEST(Config, ShowsDefaultInEverySection) {
  const Config config = read({"[a]\nx = 1\n", "[DEFAULT]\nx = 0\ny = 2\n[b]\n"});
  EXPECT_THAT(config.options("a"), ElementsAre("x", "y"));
  EXPECT_THAT(config.own_options("a"), ElementsAre("x"));
  EXPECT_THAT(config.options("b"), ElementsAre("x", "y"));
  EXPECT_THAT(config.options("DEFAULT"), ElementsAre("x", "y"));
  EXPECT_THAT(config.sections(), ElementsAre("a", "b"));
  EXPECT_EQ(config.get("a", "Y"), "2");
  EXPECT_EQ(config.get("a", "x"), "1");
  EXPECT_EQ(config.get("c", "y"), std::nullopt);
}

TEST(Config, FindsEveryOneOfMany) {
  std::string text;
  for (int i = 0; i < 100; ++i) {
    text += "[s" + std::to_string(i) + "]\n";
    for (int j = 0; j < 100; ++j)
      text += "o" + std::to_string(j) + " = " + std::to_string(i * j) + "\n";
  }
  const Config config = read({text, "[s99]\no98 = new\n"});
  EXPECT_EQ(config.get("s7", "o9"), "63");
  EXPECT_EQ(config.get("s99", "o99"), "9801");
  EXPECT_EQ(config.get("s99", "o98"), "new");
  EXPECT_EQ(config.get("s100", "o1"), std::nullopt);
  EXPECT_EQ(config.get("s1", "o100"), std::nullopt);
  EXPECT_EQ(config.options("s99").size(), 100U);
}

TEST(Config, LooksUpOptionsInAnyCase) {
  EXPECT_EQ(value("[s]\nÉTÉ = 1\n", "s", "Été"), "1");
  EXPECT_EQ(value("[s]\na = 1\n", "S", "a"), "(none)");
}

TEST(Interpolation, FollowsReferences) {
  EXPECT_EQ(value("[s]\na = <${K}>\nk = 1\n", "s", "a"), "<1>");
  EXPECT_EQ(value("[s]\na = ${ T:K}\n[ T]\nk = 1\n", "s", "a"), "1");
  EXPECT_EQ(value("[DEFAULT]\nk = 1\n[s]\na = ${t:k} ${k} ${DEFAULT:k}\n[t]\n", "s", "a"), "1 1 1");
  EXPECT_EQ(value("[s]\na = ${k}\nk = 1\n 2\n", "s", "a"), "1\n2");
}

TEST(Interpolation, ResolvesAnInheritedValueInTheAskingSection) {
  const std::string text = "[DEFAULT]\np = ${h}\n[a]\nh = 1\n";
  EXPECT_EQ(value(text, "a", "p"), "1");
  EXPECT_EQ(error(text, "DEFAULT", "p"), "missing DEFAULT:p");
}

TEST(Interpolation, ResolvesAReferredValueInItsOwnSection) {
  EXPECT_EQ(value("[s]\nh = 1\na = ${t:b}\n[t]\nb = ${h}\nh = 2\n", "s", "a"), "2");
  EXPECT_EQ(error("[s]\nh = 1\na = ${t:b}\n[t]\nb = ${h}\n", "s", "a"), "missing t:b");
}

TEST(Interpolation, TrimsNothingWithinAReference) {
  EXPECT_EQ(error("[s]\na = ${ k}\nk = 1\n", "s", "a"), "missing s:a");
  EXPECT_EQ(error("[s]\na = ${s: k}\nk = 1\n", "s", "a"), "missing s:a");
  EXPECT_EQ(error("[s]\na = ${:k}\nk = 1\n", "s", "a"), "missing s:a");
  EXPECT_EQ(error("[s]\na = ${b${k}}\nk = 1\n", "s", "a"), "missing s:a");
}

TEST(Interpolation, ReadsTwoDollarsAsOne) {
  EXPECT_EQ(value("[s]\na = $$${k} $${k}\nk = 1\n", "s", "a"), "$1 ${k}");
  EXPECT_EQ(value("[s]\na = ${k}{x}\nk = $$\n", "s", "a"), "${x}");
}

TEST(Interpolation, RefusesALoneDollar) {
  for (const char* const bad : {"$", "x$", "$x", "${}", "${x", "${x:y:z}", "$ $"}) {
    EXPECT_EQ(error(std::string("[s]\na = ") + bad + "\n", "s", "a"), "syntax s:a") << bad;
  }
  EXPECT_EQ(value("[s]\na = 100 %(x)s %\n", "s", "a"), "100 %(x)s %");
}

TEST(Interpolation, TellsSoundReferencesBeforeTheyAreFollowed) {
  for (const char* const sound : {"", "x", "$$", "${no}", "$$$${x}", "${a:b:c}", "${a${b}"}) {
    EXPECT_TRUE(has_sound_references(sound)) << sound;
  }
  for (const char* const bad : {"$", "$x", "${}", "${x", "$$$", "$$$x", "${a} $"}) {
    EXPECT_FALSE(has_sound_references(bad)) << bad;
  }
}

TEST(Interpolation, GoesTenDeep) {
  std::string text = "[s]\nv10 = end\n";
  for (int i = 0; i < 10; ++i) {
    text += "v" + std::to_string(i) + " = ${v" + std::to_string(i + 1) + "}\n";
  }
  EXPECT_EQ(value(text, "s", "v0"), "end");
  EXPECT_EQ(error(text + "one_more = ${v0}\n", "s", "one_more"), "depth s:v9");
  EXPECT_EQ(error("[s]\na = ${a}\n", "s", "a"), "depth s:a");
}

TEST(Interpolation, TellsAMistakeOnOneLine) {
  const Config config = read({"[DEFAULT]\np = ${no\n  where}\n[s]\n"});
  try {
    config.get("s", "p");
    FAIL();
  } catch (const InterpolationError& error) {
    EXPECT_EQ(rendered(config.problem(error)), "a.conf:2: '${no\\nwhere}' is not there");
  }
}

TEST(Interpolation, BreaksNoOtherValue) {
  const std::string text = "[s]\na = ${no}\nb = 1\n";
  EXPECT_EQ(value(text, "s", "b"), "1");
  EXPECT_THROW(read({text}).dump(), InterpolationError);
}

TEST(Interpolation, EndsAnExplosionOfReferences) {
  std::string text = "[s]\nv0 =\nw0 = 0123456789\n";
  for (int i = 1; i < 10; ++i) {
    for (const char v : {'v', 'w'}) {
      text += v + std::to_string(i) + " = ";
      for (int j = 0; j < 100; ++j) (text += "${") += v + std::to_string(i - 1) + "}";
      text += "\n";
    }
  }
  EXPECT_TRUE(error(text, "s", "v9").starts_with("size "));
  EXPECT_TRUE(error(text, "s", "w9").starts_with("size "));
}

TEST(Config, DumpsInPythonsFormat) {
  const Config config = read({"[s]\nA = ${d}\n b\n[DEFAULT]\nd = 1\n[t]\n"});
  EXPECT_EQ(config.dump(), "[DEFAULT]\nd = 1\n\n[s]\na = 1\n\tb\nd = 1\n\n[t]\nd = 1\n\n");
  EXPECT_EQ(config.dump(Values::raw), "[DEFAULT]\nd = 1\n\n[s]\na = ${d}\n\tb\n\n[t]\n\n");
  EXPECT_EQ(config.dump_section("s"), "[s]\na = 1\n\tb\nd = 1\n\n");
  EXPECT_EQ(config.dump_section("no"), "");
}

TEST(Config, IsReadBackFromItsRawDump) {
  const Config config = read({"[s]\na = ${d}\n\n b\nc =\n\n  x\n[DEFAULT]\nd = $$\n[ t ]\n"});
  EXPECT_EQ(read({config.dump(Values::raw)}), config);
}

TEST(Config, IsEqualByWhatItSays) {
  EXPECT_EQ(read({"[s]\na = 1\n"}), read({"# c\n[s]\nA: 1\n"}));
  EXPECT_EQ(read({"[s]\na = 1\n", "[s]\na = 2\n"}), read({"[s]\na = 2\n"}));
  EXPECT_NE(read({"[s]\na = 1\n"}), read({"[s]\na = 2\n"}));
  EXPECT_NE(read({"[s]\na = 1\nb = 1\n"}), read({"[s]\nb = 1\na = 1\n"}));
  EXPECT_NE(read({"[s]\n"}), read({"[s]\n[t]\n"}));
}

TEST(Config, TellsWhichValuesHaveChanged) {
  const auto of = [](const std::string& text) {
    Problems problems;
    return merged(std::vector{Document::parse("t", text, problems)});
  };
  using testing::Pair;
  const Config before = of("[a]\nx = 1\ny = 2\n[b]\nz = 3\n[c]\nu = 4\n");
  EXPECT_THAT(before.changed_since(before), testing::IsEmpty());
  EXPECT_THAT(of("\n[c]\nu = 4\n[b]\nz = 3\n[a]\ny = 2\nx = 1\n").changed_since(before),
              testing::IsEmpty())
      << "wherever they stand";
  EXPECT_THAT(of("[a]\nx = 9\n[c]\nu = 4\nv = ${u}\n[DEFAULT]\nd = 0\n").changed_since(before),
              testing::ElementsAre(Pair("DEFAULT", "d"), Pair("a", "x"), Pair("c", "v"),
                                   Pair("a", "y"), Pair("b", "z")));
}

}  // namespace
}  // namespace aio::conf
