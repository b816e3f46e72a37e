// SPDX-License-Identifier: MIT
// What libFuzzer has kept, and what it once failed on, with every compiler and in every `make
// test`.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "tests/fuzz/properties.hpp"

namespace aio::fuzz {
namespace {

void replay(const std::string& folder, void (*property)(std::string_view)) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(AIO_FUZZ_CORPUS "/" + folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string input{std::istreambuf_iterator<char>(file), {}};
    EXPECT_NO_THROW(property(input)) << entry.path();
    ++count;
  }
  EXPECT_GT(count, 20U) << "of files in " << folder;
}

TEST(Corpus, OfTextsIsReadAsItIsDumped) {
  replay("read", read);
}

TEST(Corpus, OfEditsTouchesNothingElse) {
  replay("edits", edits);
}

}  // namespace
}  // namespace aio::fuzz
