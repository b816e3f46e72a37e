// SPDX-License-Identifier: MIT
#include "ctl/aiod.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Aiod, GetsNothingThatWasNotGiven) {
  EXPECT_THAT(aiod_arguments({}), IsEmpty());
}

TEST(Aiod, GetsTheFileAndTheBus) {
  Options options;
  options.file = "-odd.conf";
  options.bus = dbus::Bus{dbus::Bus::Kind::address, "unix:path=/b"};
  EXPECT_THAT(aiod_arguments(options), ElementsAre("-c", "-odd.conf", "--address=unix:path=/b"));
  options.bus = dbus::Bus{dbus::Bus::Kind::system};
  EXPECT_THAT(aiod_arguments(options), ElementsAre("-c", "-odd.conf", "--system"));
  options.bus = dbus::Bus{dbus::Bus::Kind::user};
  EXPECT_THAT(aiod_arguments(options), ElementsAre("-c", "-odd.conf", "--user"));
}

}  // namespace
}  // namespace aio::ctl
