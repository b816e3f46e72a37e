// SPDX-License-Identifier: MIT
#include "daemon/runner/lookup.hpp"

#include <aio/error.hpp>

#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "conf/document.hpp"

namespace aio::runner {
namespace {

using testing::ElementsAre;
using testing::Pair;

class Lookup : public testing::Test {
 protected:
  static conf::Config read(const std::string& text) {
    conf::Problems problems;
    const auto document = conf::Document::parse("aio.conf", text, problems);
    EXPECT_EQ(conf::rendered(problems), "");
    return conf::merged(std::vector{document});
  }

  static std::string refusal(const std::function<void()>& question) {
    try {
      question();
      return "answered";
    } catch (const Error& error) {
      return error.what();
    }
  }

  const conf::Config config =
      read("[DEFAULT]\nhere = ${x}\n[x]\ny = ${no:where}\nx = 1\n[z]\na = $\nb = ${x:y}\n");
};

TEST_F(Lookup, AnswersWithWhatCanBeRead) {
  EXPECT_EQ(value_of(config, "x", "HERE"), "1");
  EXPECT_THAT(values_of(read("[s]\nA = ${b}\nb = 1\n"), "s"),
              ElementsAre(Pair("a", "1"), Pair("b", "1")));
}

TEST_F(Lookup, NamesThePlaceOfAValueThatCannotBeRead) {
  EXPECT_EQ(refusal([&] { value_of(config, "z", "b"); }), "aio.conf:4: '${no:where}' is not there");
}

TEST_F(Lookup, NamesEveryPlaceOnce) {
  const std::string all =
      "aio.conf:2: '${x}' is not there\n"
      "aio.conf:4: '${no:where}' is not there\n"
      "aio.conf:7: '$' is followed by neither '$' nor '{'";
  EXPECT_EQ(refusal([&] { values_of(config, "z"); }), all);
  EXPECT_EQ(refusal([&] { all_values(config); }), all);
}

TEST_F(Lookup, NamesTheNearestOfWhatIsNotThere) {
  EXPECT_EQ(refusal([&] { value_of(config, "x", "z"); }),
            "there is no option in [x] named 'z', did you mean 'y'?");
}

}  // namespace
}  // namespace aio::runner
