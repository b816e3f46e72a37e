// SPDX-License-Identifier: MIT
#include "daemon/runtime/programs/gate.hpp"

#include <algorithm>

namespace aio::runtime {
namespace {

constexpr std::size_t most_waiting_programs = 10'000;

}  // namespace

bool Gate::has_room(const std::string& key, std::size_t most) const {
  if (in_ >= most_in_all_) return false;
  const auto found = in_by_key_.find(key);
  return found == in_by_key_.end() || found->second < most;
}

void Gate::take(const std::string& key) {
  ++in_;
  ++in_by_key_[key];
}

// Whoever has waited longest among those who may enter now.
void Gate::leave(const std::string& key) noexcept {
  --in_;
  const auto found = in_by_key_.find(key);
  if (--found->second == 0) in_by_key_.erase(found);
  const auto next = std::ranges::find_if(
      waiting_, [this](const Entry* entry) { return has_room(entry->key_, entry->most_); });
  if (next == waiting_.end()) return;
  Entry& entry = **next;
  waiting_.erase(next);
  entry.waits_ = false;
  entry.in_ = true;
  take(entry.key_);
  entry.loop_.add(entry.suspension_, entry.loop_.now());
}

Gate::Entry::~Entry() {
  if (waits_) gate_.waiting_.erase(place_);
  if (in_) gate_.leave(key_);
}

bool Gate::Entry::await_ready() {
  if (!gate_.has_room(key_, most_)) return false;
  gate_.take(key_);
  return in_ = true;
}

void Gate::Entry::wait() {
  if (gate_.waiting_.size() >= most_waiting_programs)
    throw Error(Fault::failed, "too many programs wait for their turn already");
  place_ = gate_.waiting_.insert(gate_.waiting_.end(), this);
  waits_ = true;
}

Gate::Place Gate::Entry::await_resume() {
  if (!in_) throw Cancelled();
  in_ = false;
  return {gate_, key_};
}

}  // namespace aio::runtime
