// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string_view>
#include <vector>

namespace aio::conf {

/// Finds things in a vector by name, in 8 bytes each, none for a few: it keeps hashes in order, and
/// asks its owner for the names themselves. Its owner builds it once the vector is complete.
class NameIndex {
 public:
  static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

  /// `name_of(i)` is the name of the thing at i.
  template <class NameOf>
  void build(std::size_t count, NameOf name_of) {
    entries_.clear();
    if (count <= few) return;
    entries_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      entries_.push_back({hash(name_of(i)), static_cast<std::uint32_t>(i)});
    }
    std::sort(entries_.begin(), entries_.end(), [](Entry a, Entry b) { return a.hash < b.hash; });
  }

  template <class NameOf>
  std::size_t find(std::string_view name, std::size_t count, NameOf name_of) const {
    if (entries_.empty()) {
      for (std::size_t i = 0; i < count; ++i) {
        if (name_of(i) == name) return i;
      }
      return nowhere;
    }
    const std::uint32_t wanted = hash(name);
    auto at = first_of(wanted);
    for (; at != entries_.end() && at->hash == wanted; ++at) {
      if (name_of(at->at) == name) return at->at;
    }
    return nowhere;
  }

 private:
  static constexpr std::size_t few = 8;

  struct Entry {
    std::uint32_t hash;
    std::uint32_t at;
  };

  // Hashes are spread evenly, so that one is near the place that its value says: a search from
  // there outwards reads a few lines of the cache, where halving reads one a step.
  std::vector<Entry>::const_iterator first_of(std::uint32_t wanted) const {
    const std::size_t count = entries_.size();
    const auto guess = static_cast<std::size_t>((std::uint64_t{wanted} * count) >> 32);
    const auto below = [wanted](Entry entry) { return entry.hash < wanted; };
    std::size_t low = guess;
    std::size_t high = guess;
    for (std::size_t step = 8; low > 0 && !below(entries_[low]); step *= 2)
      low -= std::min(low, step);
    for (std::size_t step = 8; high < count && below(entries_[high]); step *= 2)
      high += std::min(count - high, step);
    const auto begin = entries_.begin();
    return std::partition_point(begin + static_cast<std::ptrdiff_t>(low),
                                begin + static_cast<std::ptrdiff_t>(high), below);
  }

  static std::uint32_t hash(std::string_view name) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>()(name));
  }

  std::vector<Entry> entries_;
};

}  // namespace aio::conf
