// SPDX-License-Identifier: MIT
#include "daemon/modules/rehearsal.hpp"

#include <gmock/gmock.h>
#include <string>

#include "tests/modules/fixture.hpp"

namespace aio::tests {
namespace {

using modules::rehearse_loading;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Optional;

TEST(Rehearsal, SaysNothingOfAModuleThatLoads) {
  EXPECT_EQ(rehearse_loading(built("fixture.good")), std::nullopt);
}

TEST(Rehearsal, TellsWhatAConstructorThrows) {
  EXPECT_EQ(rehearse_loading(built("fixture.throws")),
            "a constructor of it throws: no such device");
}

TEST(Rehearsal, SurvivesAConstructorThatEndsItsProcess) {
  EXPECT_EQ(rehearse_loading(built("fixture.aborts")), "loading it ends the process: Aborted");
  EXPECT_EQ(rehearse_loading(built("fixture.exits")), "loading it ends the process with status 3");
}

TEST(Rehearsal, NamesASymbolThatIsMissing) {
  EXPECT_THAT(rehearse_loading(built("fixture.unresolved")),
              Optional(EndsWith("undefined symbol: fixture_function_that_nobody_defines")));
}

TEST(Rehearsal, NamesTheEntryPointThatIsMissing) {
  EXPECT_THAT(rehearse_loading(built("fixture.no_entry")),
              Optional(EndsWith("undefined symbol: aio_module_define")));
}

TEST(Rehearsal, TellsOfAFileThatIsCut) {
  const Folder folder;
  const auto cut = folder.put("cut.so", bytes_of(built("fixture.good")).substr(0, 5000));
  EXPECT_EQ(rehearse_loading(cut), "loading it ends the process: Bus error");
}

}  // namespace
}  // namespace aio::tests
