// SPDX-License-Identifier: MIT
#include "conf/edits.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "tests/conf/temporary_folder.hpp"

namespace aio::conf {
namespace {

Document document_of(const std::string& name, const std::string& text) {
  Problems problems;
  Document document = Document::parse(name, text, problems);
  EXPECT_EQ(rendered(problems), "");
  return document;
}

TEST(Edits, AreMadeInTheirOrder) {
  Document document = document_of("aio.conf", "[a]\nx = 1\n");
  EXPECT_FALSE(make({{"a", "x", "2"}, {"b", "y", "3"}, {"b", "y", "4"}}, document));
  EXPECT_EQ(document.text(), "[a]\nx = 2\n\n[b]\ny = 4\n");
}

TEST(Edits, AreAllMadeOrNone) {
  Document document = document_of("aio.conf", "[a]\nx = 1\n");
  const auto refused = make({{"a", "x", "2"}, {"a", "y", std::nullopt}}, document);
  ASSERT_TRUE(refused);
  EXPECT_TRUE(refused->not_there);
  EXPECT_EQ(refused->edit, (Edit{"a", "y", std::nullopt}));
  EXPECT_EQ(refused->problem.what, "'a:y' is not set in aio.conf");
  EXPECT_EQ(document.text(), "[a]\nx = 1\n");
}

TEST(Edits, AreRefusedWhereTheyWouldHaveNoEffect) {
  Document document = document_of("aio.conf", "[a]\nx = 1\n");
  const std::vector over{document_of("aio.conf.d/1.conf", "[a]\ny = 1\nX = 9\n")};
  const auto refused = make({{"a", "x", "2"}}, document, over);
  ASSERT_TRUE(refused);
  EXPECT_FALSE(refused->not_there);
  EXPECT_EQ(rendered(refused->problem),
            "aio.conf.d/1.conf:3: 'a:x' is set here, which overrides aio.conf");
  EXPECT_EQ(document.text(), "[a]\nx = 1\n");
}

TEST(Edits, AreUndoneByWhatWasThere) {
  const Document document = document_of("aio.conf", "[a]\nx = 1\n  2\n");
  EXPECT_EQ(undo_of({"a", "X", "5"}, document), (Edit{"a", "X", "1\n2"}));
  EXPECT_EQ(undo_of({"a", "y", "5"}, document), (Edit{"a", "y", std::nullopt}));
}

TEST(Edits, MakeANewFileInTheCurrentFolder) {
  EXPECT_EQ(new_file({.folder = "/srv/app"}), "/srv/app/aio.conf");
  EXPECT_EQ(new_file({}), std::filesystem::current_path() / "aio.conf");
}

TEST(Edits, MakeANewFileInTheFirstEditableFolder) {
  Search search{.folder = "/"};
  search.editable = {"/etc/aio", "/etc/more"};
  EXPECT_EQ(new_file(search), "/etc/aio/aio.conf");
}

TEST(Edits, AreForFilesOfEditableFolders) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "own");
  std::filesystem::create_symlink(folder.path() / "foreign.conf", folder.path() / "own/out.conf");
  std::filesystem::create_symlink(folder.path() / "own/aio.conf", folder.path() / "in.conf");
  Search search;
  EXPECT_TRUE(is_editable(folder.path() / "aio.conf", search)) << "none is named";
  search.editable = {folder.path() / "own"};
  EXPECT_TRUE(is_editable(folder.path() / "own/aio.conf", search));
  EXPECT_TRUE(is_editable(folder.path() / "own/below/aio.conf", search));
  EXPECT_TRUE(is_editable(folder.path() / "in.conf", search));
  EXPECT_FALSE(is_editable(folder.path() / "own/out.conf", search));
  EXPECT_FALSE(is_editable(folder.path() / "own/../aio.conf", search));
  EXPECT_FALSE(is_editable(folder.path() / "owner.conf", search));
}

}  // namespace
}  // namespace aio::conf
