// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string_view>
#include <vector>

namespace aio::conf {

/// Finds things in a vector by name, in 11 to 21 bytes each, none for a few: a table of hashes that
/// asks its owner for the names themselves. It grows with the vector, and is moved with it.
class NameIndex {
 public:
  static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

  /// Makes room for so many at once.
  void reserve(std::size_t count) {
    if (count > few && !fits(count)) resize(count);
  }

  /// The thing at `at`, of a name that no other has, is new and the last one. `name_of(i)` is the
  /// name of the thing at i.
  template <class NameOf>
  void add(std::size_t at, NameOf name_of) {
    if (at < few) return;
    if (!fits(at + 1)) resize(at + 1);
    for (std::size_t i = at == few ? 0 : at; i <= at; ++i)
      put({hash(name_of(i)), static_cast<std::uint32_t>(i)});
  }

  /// Among the `count` that have been added.
  template <class NameOf>
  std::size_t find(std::string_view name, std::size_t count, NameOf name_of) const {
    if (count <= few) {
      for (std::size_t i = 0; i < count; ++i) {
        if (name_of(i) == name) return i;
      }
      return nowhere;
    }
    const std::uint32_t wanted = hash(name);
    for (std::size_t i = home(wanted); slots_[i].at != free; i = (i + 1) & mask()) {
      if (slots_[i].hash == wanted && name_of(slots_[i].at) == name) return slots_[i].at;
    }
    return nowhere;
  }

 private:
  static constexpr std::size_t few = 8;
  static constexpr std::uint32_t free = std::numeric_limits<std::uint32_t>::max();

  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t at = free;
  };

  // A power of two, of which three quarters are taken at most.
  bool fits(std::size_t count) const { return count <= slots_.size() / 4 * 3; }
  std::size_t mask() const { return slots_.size() - 1; }
  std::size_t home(std::uint32_t hash) const { return hash & mask(); }

  void resize(std::size_t count) {
    std::size_t size = 4 * few;
    while (count > size / 4 * 3) size *= 2;
    std::vector<Slot> old(size);
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.at != free) put(slot);
  }

  void put(Slot slot) {
    std::size_t i = home(slot.hash);
    while (slots_[i].at != free) i = (i + 1) & mask();
    slots_[i] = slot;
  }

  static std::uint32_t hash(std::string_view name) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>()(name));
  }

  std::vector<Slot> slots_;
};

}  // namespace aio::conf
