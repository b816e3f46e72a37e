// SPDX-License-Identifier: MIT
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/ctl/fake_daemon.hpp"
#include "tests/ctl/program.hpp"
#include "tests/dbus/test_bus.hpp"

namespace aio::test {

/// The real aioctl, and a daemon whose answers are known, on a bus of the test's own.
class DaemonOnABus : public testing::Test {
 protected:
  Ended run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "--address=" + bus_.address());
    return aioctl(std::move(arguments));
  }

  Ended run_on_terminal(std::uint16_t columns,
                        std::vector<std::string> arguments,
                        const std::string& typed = {}) const {
    arguments.insert(arguments.begin(), "--address=" + bus_.address());
    return aioctl.on_terminal(columns, std::move(arguments), typed);
  }

  Aioctl aioctl;
  TestBus bus_;
  FakeDaemon daemon{bus_.address()};
};

}  // namespace aio::test
