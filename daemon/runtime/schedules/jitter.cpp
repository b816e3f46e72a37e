// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedules/jitter.hpp"

#include <cstdint>

namespace aio::runtime {
namespace {

std::uint64_t with(std::uint64_t hash, unsigned char byte) noexcept {
  return (hash ^ byte) * 0x100000001b3;
}

std::uint64_t with(std::uint64_t hash, std::string_view text) noexcept {
  for (const char byte : text) hash = with(hash, static_cast<unsigned char>(byte));
  return hash;
}

// FNV-1a alone changes little when the last letter does.
std::uint64_t mixed(std::uint64_t hash) noexcept {
  hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
  hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
  return hash ^ (hash >> 33);
}

}  // namespace

std::chrono::nanoseconds part_of(std::chrono::nanoseconds jitter,
                                 std::string_view machine,
                                 std::string_view name) noexcept {
  if (jitter.count() <= 0) return std::chrono::nanoseconds(0);
  constexpr std::uint64_t basis = 0xcbf29ce484222325;
  const std::uint64_t hash = mixed(with(with(with(basis, machine), '\0'), name));
  return std::chrono::nanoseconds(hash % static_cast<std::uint64_t>(jitter.count()));
}

}  // namespace aio::runtime
