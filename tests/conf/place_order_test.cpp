// SPDX-License-Identifier: MIT
#include "conf/place_order.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace aio::conf {
namespace {

TEST(SortByPlace, GoesByFilesAsTheyWereReadThenByLine) {
  const std::vector<std::string> files{"z.conf", "a.conf"};
  Problems problems{{{"a.conf", 2}, "c"}, {{"z.conf", 10}, "b"}, {{"z.conf", 9}, "a"}};
  sort_by_place(problems, files);
  EXPECT_EQ(rendered(problems), "z.conf:9: a\nz.conf:10: b\na.conf:2: c");
}

TEST(SortByPlace, PutsAFileThatCouldNotBeReadFirstAndKeepsTheOrderOfALine) {
  const std::vector<std::string> files{"a.conf"};
  Problems problems{{{"a.conf", 1}, "y"}, {{"a.conf", 1}, "x"}, {{"gone.conf", 0}, "not there"}};
  sort_by_place(problems, files);
  EXPECT_EQ(rendered(problems), "gone.conf: not there\na.conf:1: y\na.conf:1: x");
}

TEST(EachOnce, LeavesOutWhatWasSaidOfTheSamePlace) {
  const std::vector<std::string> files{"a.conf"};
  const Problem one{{"a.conf", 2}, "x"};
  const Problem other{{"a.conf", 2}, "a"};
  const Problem elsewhere{{"a.conf", 1}, "x"};
  EXPECT_EQ(each_once({one, other, one, elsewhere, other}, files),
            (Problems{elsewhere, one, other}));
}

}  // namespace
}  // namespace aio::conf
