// SPDX-License-Identifier: MIT
#include "daemon/modules/keys.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "daemon/modules/facts.hpp"
#include "tests/modules/fixture.hpp"

namespace aio::tests {
namespace {

TEST(DeclaredKeys, AreReadFromTheFile) {
  const auto declared = modules::declared_keys({"fixture.keyed"}, {fixtures});
  ASSERT_EQ(declared.size(), 1U);
  EXPECT_EQ(declared[0].module, "fixture.keyed");
  std::vector<std::string> keys;
  for (const auto& [name, type, fallback, help] : declared[0].keys)
    keys.push_back(name + "|" + type + "|" + fallback + "|" + help);
  EXPECT_THAT(keys, testing::UnorderedElementsAre(
                        "greeting|text|Hello \"you\" \\ é|What is said first; or not",
                        "count|integer -5..5|3|How often", "limit|size|64K|How much",
                        "patience|duration|1h 30min|How long", "loud|boolean|no|How loud",
                        "tone|one of warm cold||How it sounds"));
}

TEST(DeclaredKeys, LeaveTheFactsAsTheyAre) {
  EXPECT_EQ(modules::read_facts(built("fixture.keyed")).name, "fixture.keyed");
}

TEST(DeclaredKeys, AreNoneOfWhatIsNotThereOrNoModule) {
  const Folder folder;
  folder.put("broken.so", "no ELF file");
  EXPECT_THAT(modules::declared_keys({"nothing"}, {fixtures}), testing::IsEmpty());
  EXPECT_THAT(modules::declared_keys({"broken"}, {folder.path()}), testing::IsEmpty());
  const auto plain = modules::declared_keys({"fixture.good"}, {fixtures});
  ASSERT_EQ(plain.size(), 1U);
  EXPECT_THAT(plain[0].keys, testing::IsEmpty());
}

}  // namespace
}  // namespace aio::tests
