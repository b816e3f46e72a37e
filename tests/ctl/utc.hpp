// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <ctime>

namespace aio::test {

/// Dates of this process are those of UTC from now on.
inline void use_utc() {
  ::setenv("TZ", "UTC", 1);
  ::tzset();
}

}  // namespace aio::test
