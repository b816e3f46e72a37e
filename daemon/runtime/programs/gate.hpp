// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>
#include <aio/suspension.hpp>

#include <coroutine>
#include <cstddef>
#include <list>
#include <map>
#include <string>
#include <utility>

namespace aio::runtime {

/// Lets so many in at once: of each key as many as whoever comes says, and in all as many as the
/// descriptors of the process are enough for. Who finds it full waits, in order of arrival. Owned
/// by Programs; outlives all who are in or wait.
class Gate {
 public:
  class Entry;
  class Place;

  explicit Gate(std::size_t most_in_all) noexcept : most_in_all_(most_in_all) {}

  /// `const Gate::Place place = co_await gate.enter(key, most, loop)`. Throws Cancelled when the
  /// task is asked to stop, and aio::Error when too many wait already.
  Entry enter(std::string key, std::size_t most, Loop& loop);

 private:
  bool has_room(const std::string& key, std::size_t most) const;
  void take(const std::string& key);
  void leave(const std::string& key) noexcept;

  const std::size_t most_in_all_;
  std::size_t in_ = 0;
  std::map<std::string, std::size_t, std::less<>> in_by_key_;
  std::list<Entry*> waiting_;
};

/// That somebody is in, while it lives.
class Gate::Place {
 public:
  Place(Gate& gate, std::string key) noexcept : gate_(&gate), key_(std::move(key)) {}
  Place(Place&& other) noexcept
      : gate_(std::exchange(other.gate_, nullptr)), key_(std::move(other.key_)) {}
  Place& operator=(Place&&) = delete;
  ~Place() {
    if (gate_ != nullptr) gate_->leave(key_);
  }

 private:
  Gate* gate_;
  std::string key_;
};

/// One who comes; lies in the frame of the coroutine.
class [[nodiscard]] Gate::Entry {
 public:
  Entry(Gate& gate, std::string key, std::size_t most, Loop& loop)
      : gate_(gate), key_(std::move(key)), most_(most), loop_(loop) {}
  ~Entry();
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

  bool await_ready();
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> self) {
    const TaskContext& context = self.promise().context();
    if (suspension_.forbidden(context)) return false;
    wait();
    suspension_.begin(self, context);
    return true;
  }
  Place await_resume();

 private:
  friend class Gate;
  void wait();

  Gate& gate_;
  std::string key_;
  const std::size_t most_;
  Loop& loop_;
  bool in_ = false;  // and nobody holds the Place yet
  bool waits_ = false;
  std::list<Entry*>::iterator place_;
  detail::Suspension suspension_;
};

inline Gate::Entry Gate::enter(std::string key, std::size_t most, Loop& loop) {
  return {*this, std::move(key), most, loop};
}

}  // namespace aio::runtime
