// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log_record.hpp>

#include <cstddef>
#include <functional>
#include <mutex>
#include <string_view>
#include <vector>

#include "daemon/runtime/history/recent_items.hpp"
#include "daemon/runtime/history/snapshot.hpp"

namespace aio::runtime {

/// The last lines of the items that logged last; lines of no item are those of "". Any thread may
/// add one; its lock is held for a copy of at most longest_text bytes. Owned by Loggers.
class LineHistory {
 public:
  struct Limits {
    std::size_t items = 1000;
    std::size_t lines = 10;          ///< of an item
    std::size_t bytes = 512 * 1024;  ///< of all texts: those of the item that logged longest ago go
  };
  static constexpr std::size_t longest_text = 512;  ///< bytes of a line

  LineHistory() : LineHistory(Limits()) {}
  explicit LineHistory(const Limits& limits) : limits_(limits), items_(limits.items) {}

  void add(const log::Record& record) noexcept;
  std::vector<LineSnapshot> lines(std::string_view item) const;  ///< the newest first
  /// Of the items that are no more, of which "" is none.
  void forget_if(const std::function<bool(std::string_view item)>& gone);

 private:
  /// The lines of one item, in a circle behind `oldest` once there are as many as may be.
  struct Ring {
    void clear() noexcept {
      lines.clear();
      oldest = 0;
      bytes = 0;
    }

    std::vector<LineSnapshot> lines;
    std::size_t oldest = 0;
    std::size_t bytes = 0;
  };

  void put(const log::Record& record);
  LineSnapshot& next(Ring& ring) const;
  void forget_oldest();

  const Limits limits_;
  mutable std::mutex mutex_;  // of what follows
  RecentItems<Ring> items_;
  std::size_t bytes_ = 0;
};

}  // namespace aio::runtime
