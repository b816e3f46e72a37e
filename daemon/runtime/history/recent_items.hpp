// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace aio::runtime {

/// Something kept for each of the items that were used last, and for no more than `most` of them.
/// Once there are so many, another one takes the place of the one that was not used for longest,
/// and no memory is asked for but for a longer name. `Kept` has clear(), which leaves it as new.
template <class Kept>
class RecentItems {
 public:
  explicit RecentItems(std::size_t most) : most_(most) {}
  RecentItems(const RecentItems&) = delete;
  RecentItems& operator=(const RecentItems&) = delete;

  /// What is kept for an item, which is the one used last from now on.
  Kept& use(std::string_view item) {
    if (!items_.empty() && items_.front().name == item) return items_.front().kept;
    const auto found = places_.find(item);
    if (found != places_.end()) return to_front(found->second);
    return places_.size() < most_ ? add(item) : replace_oldest(item);
  }

  /// Null for an item of which nothing is kept.
  const Kept* find(std::string_view item) const {
    const auto found = places_.find(item);
    return found == places_.end() ? nullptr : &found->second->kept;
  }
  Kept* oldest() { return items_.empty() ? nullptr : &items_.back().kept; }

  /// Nothing is kept any more of the items that `gone` tells of.
  template <class Gone>
  void forget_if(Gone gone) {
    for (auto item = items_.begin(); item != items_.end();)
      item = gone(std::as_const(item->name), item->kept) ? forget(item) : std::next(item);
  }
  void forget_oldest() {
    if (!items_.empty()) forget(std::prev(items_.end()));
  }

  std::size_t size() const noexcept { return places_.size(); }

 private:
  struct Item {
    std::string name;
    Kept kept;
  };
  using Items = std::list<Item>;
  using Place = typename Items::iterator;

  Kept& to_front(Place item) {
    items_.splice(items_.begin(), items_, item);
    return item->kept;
  }

  Kept& add(std::string_view item) {
    items_.push_front({std::string(item), Kept()});
    try {
      places_.emplace(items_.front().name, items_.begin());
    } catch (...) {
      items_.pop_front();
      throw;
    }
    return items_.front().kept;
  }

  // The name is taken over before its key, which points to it, is in the table again.
  Kept& replace_oldest(std::string_view item) {
    const Place oldest = std::prev(items_.end());
    auto node = places_.extract(oldest->name);
    try {
      oldest->name = item;
    } catch (...) {
      items_.erase(oldest);
      throw;
    }
    oldest->kept.clear();
    node.key() = oldest->name;
    places_.insert(std::move(node));
    return to_front(oldest);
  }

  Place forget(Place item) {
    places_.erase(item->name);
    return items_.erase(item);
  }

  std::size_t most_;
  Items items_;  // the one used last first
  std::unordered_map<std::string_view, Place> places_;
};

}  // namespace aio::runtime
