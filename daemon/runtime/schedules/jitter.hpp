// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string_view>

namespace aio::runtime {

/// By how much a schedule's grid is moved: a part of `jitter`, from nothing on and always less than
/// it. The same machine and name always give the same part, so that a fleet of machines with one
/// configuration does not strike at once. FNV-1a of 64 bits over machine, a zero byte and name,
/// its bits mixed by the finalizer of MurmurHash3.
std::chrono::nanoseconds part_of(std::chrono::nanoseconds jitter,
                                 std::string_view machine,
                                 std::string_view name) noexcept;

}  // namespace aio::runtime
