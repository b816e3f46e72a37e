// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>
#include <aio/loop.hpp>

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace aio::runtime {

/// Datagrams that the kernel did not take yet, in order. What each of them costs counts against a
/// bound, so that empty ones are bounded too.
class DatagramQueue {
 public:
  struct Waiting {
    SocketAddress to;
    std::string data;
    TimePoint since;

    std::size_t cost() const noexcept { return data.size() + sizeof(Waiting); }
  };

  bool empty() const noexcept { return waiting_.empty(); }
  std::size_t size() const noexcept { return waiting_.size(); }
  std::size_t cost() const noexcept { return cost_; }

  void add(std::string_view data, const SocketAddress& to, TimePoint now) {
    waiting_.push_back({to, std::string(data), now});
    cost_ += waiting_.back().cost();
  }

  /// Asks `try_one` for each in order, and drops those for which it answers true. It may look at
  /// the queue and add to it.
  template <class TryOne>
  void drop_if(TryOne try_one) {
    for (std::size_t left = waiting_.size(), at = 0; left > 0; --left) {
      if (try_one(waiting_[at])) {
        cost_ -= waiting_[at].cost();
        waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(at));
      } else {
        ++at;
      }
    }
  }

  void clear() noexcept {
    waiting_.clear();
    cost_ = 0;
  }

 private:
  std::deque<Waiting> waiting_;
  std::size_t cost_ = 0;
};

}  // namespace aio::runtime
