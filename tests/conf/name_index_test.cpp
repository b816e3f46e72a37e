// SPDX-License-Identifier: MIT
#include "conf/name_index.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace aio::conf {
namespace {

/// A vector of names, and its index.
struct Named {
  std::vector<std::string> names{};
  NameIndex index{};

  auto name_of() const {
    return [this](std::size_t i) -> std::string_view { return names[i]; };
  }
  void add(std::string name) {
    names.push_back(std::move(name));
    index.add(names.size() - 1, name_of());
  }
  std::size_t find(std::string_view name) const {
    return index.find(name, names.size(), name_of());
  }
};

// The counts at which a search through the vector becomes a table, and the table a larger one.
TEST(IndexOfNames, FindsEachNameAtEachSize) {
  Named named;
  for (std::size_t count = 1; count <= 1000; ++count) {
    named.add("feed-" + std::to_string(count - 1));
    ASSERT_EQ(named.find("feed-0"), 0u) << count;
    ASSERT_EQ(named.find("feed-" + std::to_string(count / 2)), count == 1 ? 0 : count / 2) << count;
    ASSERT_EQ(named.find("feed-" + std::to_string(count - 1)), count - 1) << count;
    ASSERT_EQ(named.find("feed-" + std::to_string(count)), NameIndex::nowhere) << count;
    ASSERT_EQ(named.find(""), NameIndex::nowhere) << count;
  }
}

TEST(IndexOfNames, RoomMadeAtOnceChangesNothingOfWhatIsFound) {
  Named named;
  named.index.reserve(500);
  for (std::size_t i = 0; i < 500; ++i) named.add("feed-" + std::to_string(i));
  for (std::size_t i = 0; i < 500; ++i) EXPECT_EQ(named.find("feed-" + std::to_string(i)), i);
  EXPECT_EQ(named.find("feed-500"), NameIndex::nowhere);
}

TEST(IndexOfNames, FindsNothingInNothing) {
  EXPECT_EQ(Named().find("feed"), NameIndex::nowhere);
  Named named;
  named.index.reserve(500);
  EXPECT_EQ(named.find("feed"), NameIndex::nowhere);
}

}  // namespace
}  // namespace aio::conf
