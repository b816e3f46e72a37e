// SPDX-License-Identifier: MIT
#include "daemon/bus/opening.hpp"

#include <mutex>
#include <thread>
#include <utility>

namespace aio::bus {

struct Opening::Shared {
  std::mutex mutex;
  runtime::EventLoop* loop;  // null when nobody waits any more
  OnEnd on_end;
  std::unique_ptr<sdbus::IConnection> connection{};
  std::string why{};

  // On the opener's thread. The lock keeps the loop from ending meanwhile.
  static void hand_over(const std::shared_ptr<Shared>& shared) {
    const std::lock_guard lock(shared->mutex);
    if (shared->loop == nullptr) return;
    shared->loop->post([shared] { shared->tell(); });
  }

  void tell() {
    if (loop == nullptr) return;
    const OnEnd end = std::move(on_end);
    end(std::move(connection), std::move(why));
  }
};

Opening::Opening(runtime::EventLoop& loop, dbus::Bus bus, OnEnd on_end)
    : shared_(new Shared{.mutex = {}, .loop = &loop, .on_end = std::move(on_end)}) {
  // Detached: nothing can interrupt it, and the end of aiod must not wait for a bus that is silent.
  std::thread([shared = shared_, bus = std::move(bus)] {
    try {
      shared->connection = dbus::open(bus);
    } catch (const std::exception& error) {
      shared->why = error.what();
    }
    Shared::hand_over(shared);
  }).detach();
}

Opening::~Opening() {
  const std::lock_guard lock(shared_->mutex);
  shared_->loop = nullptr;
}

}  // namespace aio::bus
