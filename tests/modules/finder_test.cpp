// SPDX-License-Identifier: MIT
#include "daemon/modules/finder.hpp"

#include <gtest/gtest.h>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/modules/fixture.hpp"

namespace aio::tests {
namespace {

using modules::find_module;
using Path = std::vector<std::filesystem::path>;

std::filesystem::path put_in(const std::filesystem::path& folder, const std::string& name) {
  std::filesystem::create_directories((folder / name).parent_path());
  std::ofstream(folder / name) << "a file";
  return folder / name;
}

TEST(FindModule, FindsALoneFile) {
  const Folder folder;
  const auto file = put_in(folder.path(), "a.b.so");
  EXPECT_EQ(find_module("a.b", Path{folder.path()}), file);
}

TEST(FindModule, PrefersAModulesOwnFolderToALoneFile) {
  const Folder folder;
  put_in(folder.path(), "a.b.so");
  const auto file = put_in(folder.path(), "a.b/a.b.so");
  EXPECT_EQ(find_module("a.b", Path{folder.path()}), file);
}

TEST(FindModule, TakesTheFirstFolderThatHasIt) {
  const Folder first;
  const Folder second;
  const auto file = put_in(first.path(), "a.so");
  put_in(second.path(), "a/a.so");
  put_in(second.path(), "b.so");
  EXPECT_EQ(find_module("a", Path{"/nowhere", first.path(), second.path()}), file);
  EXPECT_EQ(find_module("b", Path{first.path(), second.path()}), second.path() / "b.so");
}

TEST(FindModule, GivesAnAbsolutePathEvenForARelativeFolder) {
  const Folder folder;
  const auto file = put_in(folder.path(), "a.so");
  const auto found = find_module("a", Path{std::filesystem::relative(folder.path())});
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->is_absolute());
  EXPECT_TRUE(std::filesystem::equivalent(*found, file));
}

TEST(FindModule, FindsNothingElse) {
  const Folder folder;
  put_in(folder.path(), "a.so");
  put_in(folder.path(), ".so");
  std::filesystem::create_directories(folder.path() / "c.so");
  const Path path{folder.path() / "below", folder.path()};
  EXPECT_EQ(find_module("b", path), std::nullopt);
  EXPECT_EQ(find_module("c", path), std::nullopt);
  EXPECT_EQ(find_module("", path), std::nullopt);
  EXPECT_EQ(find_module("../a", path), std::nullopt);
  EXPECT_EQ(find_module("a", Path{}), std::nullopt);
}

}  // namespace
}  // namespace aio::tests
