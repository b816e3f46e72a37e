// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace aio::runtime {

/// How often operator new has been called so far, on any thread of this test program.
std::size_t allocations() noexcept;

}  // namespace aio::runtime
