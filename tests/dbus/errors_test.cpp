// SPDX-License-Identifier: MIT
#include "dbus/errors.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace aio::dbus {
namespace {

TEST(Errors, NamesEachFault) {
  EXPECT_STREQ(error_name(Fault::failed), "org.aio.Runner1.Error.Failed");
  EXPECT_STREQ(error_name(Fault::not_found), "org.aio.Runner1.Error.NotFound");
  EXPECT_STREQ(error_name(Fault::refused), "org.aio.Runner1.Error.Refused");
  EXPECT_STREQ(error_name(Fault::broken_config), "org.aio.Runner1.Error.BadConfig");
  EXPECT_STREQ(error_name(Fault::broken_module), "org.aio.Runner1.Error.BadModule");
  EXPECT_STREQ(error_name(Fault::not_permitted), "org.freedesktop.DBus.Error.AccessDenied");
  EXPECT_STREQ(error_name(Fault::too_large), "org.aio.Runner1.Error.LimitsExceeded");
}

TEST(Errors, CarriesTheTextAloneAcrossTheBus) {
  const sdbus::Error error = to_dbus(Error(Fault::not_found, "no option 'x'"));
  EXPECT_EQ(error.getName(), "org.aio.Runner1.Error.NotFound");
  EXPECT_EQ(error.getMessage(), "no option 'x'");
}

TEST(Errors, ComesBackAsTheSameFault) {
  for (const Fault fault : {Fault::failed, Fault::not_found, Fault::refused, Fault::broken_config,
                            Fault::broken_module, Fault::not_permitted, Fault::too_large}) {
    const Error back = from_dbus(to_dbus(Error(fault, "a\nb")));
    EXPECT_EQ(back.fault(), fault);
    EXPECT_STREQ(back.what(), "a\nb");
  }
}

TEST(Errors, KnowsOtherNamesForADenial) {
  for (const char* name : {"org.freedesktop.DBus.Error.InteractiveAuthorizationRequired",
                           "org.freedesktop.DBus.Error.AuthFailed", "System.Error.EACCES"})
    EXPECT_EQ(from_dbus(sdbus::Error(name, "no")).fault(), Fault::not_permitted) << name;
}

TEST(Errors, TakesAForeignNameForAFailure) {
  const Error back = from_dbus(sdbus::Error("org.example.Odd", "odd"));
  EXPECT_EQ(back.fault(), Fault::failed);
  EXPECT_STREQ(back.what(), "odd");
}

TEST(Errors, MakesAnErrorOfWhateverWasThrown) {
  const auto ours = to_dbus(std::make_exception_ptr(Error(Fault::refused, "not now")));
  EXPECT_EQ(ours.getName(), "org.aio.Runner1.Error.Refused");
  const auto named = to_dbus(std::make_exception_ptr(sdbus::Error("a.b", "c")));
  EXPECT_EQ(named.getName(), "a.b");
  const auto other = to_dbus(std::make_exception_ptr(std::logic_error("broken")));
  EXPECT_EQ(other.getName(), "org.aio.Runner1.Error.Failed");
  EXPECT_EQ(other.getMessage(), "broken");
  EXPECT_EQ(to_dbus(std::make_exception_ptr(7)).getMessage(), "an exception of unknown type");
}

}  // namespace
}  // namespace aio::dbus
