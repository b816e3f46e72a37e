// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "conf/document.hpp"
#include "conf/keys.hpp"

namespace aio::plan {

/// The configuration that the text of an aio.conf makes over the defaults. It parses.
inline conf::Config with_defaults(const std::string& text) {
  conf::Problems problems;
  const std::vector documents{conf::Document::parse("(defaults)", conf::defaults_text(), problems),
                              conf::Document::parse("aio.conf", text, problems)};
  EXPECT_THAT(problems, testing::IsEmpty());
  return conf::merged(documents);
}

inline std::vector<std::string> lines_of(const conf::Problems& problems) {
  std::vector<std::string> lines;
  for (const auto& problem : problems) lines.push_back(conf::rendered(problem));
  return lines;
}

}  // namespace aio::plan
