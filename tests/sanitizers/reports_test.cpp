// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cstdlib>

namespace aio::sanitizers {
namespace {

// Passes by itself, since it does not look at how the program ended: CTest expects it to fail for
// the report.
TEST(Reports, FailTheTestThatStartedTheProgram) {
  const int status = std::system(AIO_FAULTY);
  static_cast<void>(status);
}

}  // namespace
}  // namespace aio::sanitizers
