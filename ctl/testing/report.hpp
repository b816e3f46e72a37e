// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "ctl/testing/result.hpp"

// What aioctl test prints. Pure.
namespace aio::ctl::tests {

/// A line, and below it, indented, why it failed and what it printed; of a listed one its name
/// alone.
std::string rendered(const Result& result);

/// "5 tests: 3 ok, 1 failed, 1 skipped, in 1s": a line.
std::string rendered(const Tally& tally, std::chrono::microseconds duration);

/// One object, as ctl/schema/test.json has it.
std::string json(const std::vector<Result>& results,
                 std::chrono::microseconds duration,
                 bool indented);

/// For CI systems: the form that ant's junit task and GoogleTest write, in which a module is a
/// testsuite. Well-formed whatever is in it: what XML 1.0 cannot have becomes U+FFFD.
std::string junit(const std::vector<Result>& results, std::chrono::microseconds duration);

}  // namespace aio::ctl::tests
