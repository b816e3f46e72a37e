// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <string_view>

/// How much of a thing a test does: little of it in `make test`, far more in `make stress`, which
/// sets AIO_STRESS and runs the tests whose suite has `Stress` in its name.
///
///   TEST(BusStress, ...) { for (auto end = now() + stress::amount(2s, 60s); now() < end;) ... }
namespace aio::stress {

inline bool asked() {
  const char* const value = std::getenv("AIO_STRESS");
  return value && *value && std::string_view(value) != "0";
}

template <class Amount>
Amount amount(Amount in_test, Amount in_stress) {
  return asked() ? in_stress : in_test;
}

}  // namespace aio::stress
