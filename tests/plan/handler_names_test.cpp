// SPDX-License-Identifier: MIT
#include "daemon/plan/handler_names.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "conf/document.hpp"

namespace aio::plan {
namespace {

using testing::ElementsAre;

std::vector<std::string> names_in(const std::string& text) {
  conf::Problems problems;
  const auto document = conf::Document::parse("aio.conf", text, problems);
  return handler_names(conf::merged(std::vector{document}));
}

TEST(HandlerNames, AreThoseOfEveryKindOfSectionEachOnce) {
  EXPECT_THAT(names_in("[schedule/a]\nevery = 1\nfunc = my.tick\n"
                       "[server/b]\nprotocol = my.echo\nport = 0\n"
                       "[listen/c]\nSignal = my.hear\n other.hear\n my.tick\n"
                       "[aio/commands]\ngreet = my.greet\n"),
              ElementsAre("my.echo", "my.greet", "my.hear", "my.tick", "other.hear"));
}

TEST(HandlerNames, AreNotThoseOfPrograms) {
  EXPECT_THAT(names_in("[schedule/a]\nevery = 1\nfunc = exec:/bin/my.tick\ncb = my.keep\n"),
              ElementsAre("my.keep"));
}

TEST(HandlerNames, LeaveOutWhatPlanningWillCallAMistakeAndWhatIsNoHandler) {
  EXPECT_THAT(names_in("[schedule/a]\nevery = 1\nfunc = ${gone}\nx-file = my.file\n"
                       "[schedule/b]\nfunc = nodot\n"
                       "[app]\nfunc = my.own\n"),
              ElementsAre());
}

}  // namespace
}  // namespace aio::plan
