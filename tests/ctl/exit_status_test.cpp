// SPDX-License-Identifier: MIT
#include "ctl/exit_status.hpp"

#include <gtest/gtest.h>

#include <system_error>

namespace aio::ctl {
namespace {

TEST(ExitStatus, HasTheNumbersThatScriptsRelyOn) {
  EXPECT_EQ(static_cast<int>(Exit::done), 0);
  EXPECT_EQ(static_cast<int>(Exit::failed), 1);
  EXPECT_EQ(static_cast<int>(Exit::usage), 2);
  EXPECT_EQ(static_cast<int>(Exit::not_active), 3);
  EXPECT_EQ(static_cast<int>(Exit::not_permitted), 4);
  EXPECT_EQ(static_cast<int>(Exit::not_found), 5);
  EXPECT_EQ(static_cast<int>(Exit::bad_config), 6);
  EXPECT_EQ(static_cast<int>(Exit::no_daemon), 7);
  EXPECT_EQ(static_cast<int>(Exit::nobody_listens), 8);
  EXPECT_EQ(static_cast<int>(Exit::timed_out), 124);
}

TEST(ExitStatus, FollowsTheFault) {
  EXPECT_EQ(exit_of(Fault::failed), Exit::failed);
  EXPECT_EQ(exit_of(Fault::not_found), Exit::not_found);
  EXPECT_EQ(exit_of(Fault::refused), Exit::failed);
  EXPECT_EQ(exit_of(Fault::broken_config), Exit::bad_config);
  EXPECT_EQ(exit_of(Fault::broken_module), Exit::bad_config);
  EXPECT_EQ(exit_of(Fault::not_permitted), Exit::not_permitted);
  EXPECT_EQ(exit_of(Fault::too_large), Exit::failed);
}

TEST(ExitStatus, FollowsWhatTheSystemSays) {
  EXPECT_EQ(exit_of(std::make_error_code(std::errc::permission_denied)), Exit::not_permitted);
  EXPECT_EQ(exit_of(std::make_error_code(std::errc::operation_not_permitted)), Exit::not_permitted);
  EXPECT_EQ(exit_of(std::make_error_code(std::errc::no_space_on_device)), Exit::failed);
}

TEST(ExitStatus, FollowsTheNameOfAnErrorOnTheBus) {
  EXPECT_EQ(exit_of_bus_error("org.aio.Runner1.Error.Failed"), Exit::failed);
  EXPECT_EQ(exit_of_bus_error("org.aio.Runner1.Error.NotFound"), Exit::not_found);
  EXPECT_EQ(exit_of_bus_error("org.aio.Runner1.Error.Refused"), Exit::failed);
  EXPECT_EQ(exit_of_bus_error("org.aio.Runner1.Error.BadConfig"), Exit::bad_config);
  EXPECT_EQ(exit_of_bus_error("org.aio.Runner1.Error.BadModule"), Exit::bad_config);
  EXPECT_EQ(exit_of_bus_error("org.aio.Runner1.Error.LimitsExceeded"), Exit::failed);
  EXPECT_EQ(exit_of_bus_error("org.freedesktop.DBus.Error.AccessDenied"), Exit::not_permitted);
  EXPECT_EQ(exit_of_bus_error("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired"),
            Exit::not_permitted);
}

TEST(ExitStatus, IsNoDaemonWhenNobodyTookTheCall) {
  EXPECT_EQ(exit_of_bus_error("org.freedesktop.DBus.Error.ServiceUnknown"), Exit::no_daemon);
  EXPECT_EQ(exit_of_bus_error("org.freedesktop.DBus.Error.NameHasNoOwner"), Exit::no_daemon);
  EXPECT_EQ(exit_of_bus_error("org.freedesktop.DBus.Error.Spawn.ChildExited"), Exit::no_daemon);
}

TEST(ExitStatus, IsNotFoundForAnItemThatHasNoObject) {
  EXPECT_EQ(exit_of_bus_error("org.freedesktop.DBus.Error.UnknownObject"), Exit::not_found);
}

TEST(ExitStatus, IsFailedWhenTheDaemonMayHaveBegun) {
  EXPECT_EQ(exit_of_bus_error("org.freedesktop.DBus.Error.NoReply"), Exit::failed);
  EXPECT_EQ(exit_of_bus_error("org.freedesktop.DBus.Error.Disconnected"), Exit::failed);
  EXPECT_EQ(exit_of_bus_error("org.freedesktop.DBus.Error.UnknownMethod"), Exit::failed);
}

}  // namespace
}  // namespace aio::ctl
