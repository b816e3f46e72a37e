// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The public headers that name `library` in an #include.
std::vector<std::string> headers_that_include(const std::string& library) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(AIO_PUBLIC_HEADERS)) {
    std::ifstream header(entry.path());
    for (std::string line; std::getline(header, line);)
      if (line.starts_with("#include <" + library)) found.push_back(entry.path().filename());
  }
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  return found;
}

TEST(PublicHeaders, IncludeBoostInTheBridgeAlone) {
  EXPECT_THAT(headers_that_include("boost/"), ElementsAre("asio.hpp"));
}

TEST(PublicHeaders, IncludeFmtInTheLogAlone) {
  EXPECT_THAT(headers_that_include("fmt/"), ElementsAre("log.hpp"));
}

TEST(PublicHeaders, IncludeNoSpdlogAndNoBus) {
  EXPECT_THAT(headers_that_include("spdlog/"), IsEmpty());
  EXPECT_THAT(headers_that_include("sdbus-c++/"), IsEmpty());
}

}  // namespace
