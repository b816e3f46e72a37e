// SPDX-License-Identifier: MIT
#include "conf/module_keys.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "conf/key_facts.hpp"
#include "conf/key_types.hpp"
#include "conf/load.hpp"
#include "conf/where.hpp"

namespace aio::conf {
namespace {

std::vector<Declaration> declared() {
  return {{"my.mod",
           {{"greeting", "text", "Hello", "What is said first"},
            {"count", "integer -5..5", "3", "How often"},
            {"limit", "size", "64K", "How much"},
            {"patience", "duration", "5s", "How long"},
            {"loud", "boolean", "no", "How loud"},
            {"tone", "one of warm cold", "", "How it sounds"}}}};
}

class KeysOfModules : public testing::Test {
 protected:
  static Reading read(const std::string& text, std::vector<Declaration> keys = declared()) {
    Search search;
    search.text = "[aio]\nmodules = my.mod\n" + text;
    search.declared_keys = [&](const auto& modules, const auto&) {
      EXPECT_THAT(modules, testing::ElementsAre("my.mod"));
      return keys;
    };
    return load(search);
  }
  static std::string problems(const std::string& text) { return rendered(read(text).problems); }
};

TEST_F(KeysOfModules, HaveDefaultsBelowAllFiles) {
  const Reading reading =
      read("[my.mod]\ncount = 4\n[x]\ny = ${my.mod:greeting} ${my.mod:count}\n");
  EXPECT_EQ(rendered(reading.problems), "");
  EXPECT_EQ(reading.config->get("my.mod", "greeting"), "Hello");
  EXPECT_EQ(reading.config->get("x", "y"), "Hello 4");
  EXPECT_EQ(reading.config->get("my.mod", "tone"), std::nullopt) << "it has no default";
  const auto found = where(*reading.config, "my.mod", "count").value();
  EXPECT_EQ(found.origins.size(), 2U);
  EXPECT_EQ(found.origins[1].layer, LayerKind::defaults);
  EXPECT_EQ(found.origins[1].raw, "3");
  EXPECT_EQ(found.key->help, "How often");
  EXPECT_EQ(where(*reading.config, "my.mod", "tone").value().key->help, "How it sounds");
  EXPECT_EQ(where(*reading.config, "my.mod", "other"), std::nullopt);
}

TEST_F(KeysOfModules, AreChecked) {
  EXPECT_EQ(problems("[my.mod]\ngreeting =\ncount = -5\nlimit = 2M\npatience = 1h 30min\n"
                     "loud = on\ntone = cold\n"),
            "");
  EXPECT_EQ(problems("[my.mod]\ncount = 6\nlimit = 64 kB\npatience = soon\nloud = very\n"
                     "tone = hot\n"),
            "(text):4: 'count' is '6', expected a whole number from -5 to 5\n"
            "(text):5: 'limit' is '64 kB', expected a size in bytes such as 4096, 64K or 2M\n"
            "(text):6: 'patience' is 'soon', expected a time span such as 500ms, 5 or 1h 30min\n"
            "(text):7: 'loud' is 'very', expected yes or no\n"
            "(text):8: 'tone' is 'hot', expected warm or cold");
  EXPECT_EQ(problems("[my.mod]\ngreetign = Hi\nzebra = 1\n"),
            "(text):4: unknown key 'greetign' in [my.mod], did you mean 'greeting'?\n"
            "(text):5: unknown key 'zebra' in [my.mod]");
  EXPECT_EQ(problems("[my.mod]\ncount = ${no}\n"), "(text):4: 'count': '${no}' is not there");
}

TEST_F(KeysOfModules, AreAMistakeOfTheModulesWhenTheirDefaultsAre) {
  EXPECT_EQ(rendered(read("", {{"my.mod", {{"n", "integer", "many", "Help"}}}}).problems),
            "(defaults of modules):2: 'n' is 'many', expected a whole number");
}

TEST_F(KeysOfModules, AreNoneInASectionOfAiosOwnAndNeverOfAnOddName) {
  const std::vector<Declaration> odd{{"aio", {{"drain", "text", "x", "Help"}}},
                                     {"DEFAULT", {{"a", "text", "x", "Help"}}},
                                     {"m",
                                      {{"a\n[b]\nc", "text", "x", "Help"},
                                       {"d", "text", "1", "Help"},
                                       {"d", "text", "2", "Again"},
                                       {"e", "a type of later headers", "?", "Help"}}}};
  const ModuleKeys keys(odd);
  EXPECT_EQ(keys.defaults_text(), "[m]\nd = 1\ne = ?\n");
  EXPECT_EQ(expected(*keys.find("m", "e")), "any text");
}

TEST_F(KeysOfModules, AreRowsOfTheSchema) {
  const Reading reading = read("");
  const auto rows = facts_of_keys(reading.config->module_keys());
  EXPECT_EQ(rows.size(), key_table().size() + 6);
  const Facts expected_row{{"section", std::string("my.mod")},
                           {"key", std::string("tone")},
                           {"type", std::string("choice")},
                           {"expected", std::string("warm or cold")},
                           {"default", std::string()},
                           {"help", std::string("How it sounds")},
                           {"required", false},
                           {"live", true},
                           {"choices", std::string("warm cold")},
                           {"module", std::string("my.mod")}};
  EXPECT_EQ(rows.back(), expected_row);
  EXPECT_EQ(facts_of_keys(nullptr).size(), key_table().size());
}

}  // namespace
}  // namespace aio::conf
