// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conf/config.hpp"
#include "conf/where.hpp"

namespace aio::runner {

/// When a configuration came to hold.
struct Moment {
  std::uint64_t generation = 0;
  std::chrono::system_clock::time_point time;
};

/// Since when each value of the configuration holds: not since the last reload, but since the last
/// one that changed it. It remembers what has changed since the first moment, and only that. Owned
/// by the runner.
class ValueTimes {
 public:
  using Names = std::vector<std::pair<std::string, std::string>>;  ///< sections and options

  /// These have changed at this moment, and `now` is the configuration since. What nobody has set
  /// any more is forgotten. The first call is the start, whatever it is given.
  void note(const Names& changed, const conf::Config& now, Moment moment);

  /// The last moment at which something that the value is made of changed.
  Moment since(const conf::Where& where) const;

 private:
  Moment since(std::string_view section, std::string_view option) const;

  Moment first_;
  std::map<std::pair<std::string, std::string>, Moment> times_;
};

}  // namespace aio::runner
