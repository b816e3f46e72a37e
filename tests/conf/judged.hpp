// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "conf/judge.hpp"

namespace aio::conf {

/// What judge() says of the text of an aio.conf, which parses; one mistake a line.
inline std::string judged(const std::string& text) {
  Problems problems;
  const Document document = Document::parse("aio.conf", text, problems);
  EXPECT_EQ(rendered(problems), "");
  return rendered(judge(merged(std::vector{document})));
}

}  // namespace aio::conf
