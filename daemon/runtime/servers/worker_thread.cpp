// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/worker_thread.hpp"

#include <pthread.h>
#include <aio/log.hpp>
#include <aio/main_loop.hpp>

#include <memory>
#include <optional>
#include <utility>

#include "daemon/runtime/failure.hpp"

namespace aio::runtime {
namespace {

constexpr std::size_t longest_thread_name = 15;

/// A socket on its way to the worker; a loop that drops it unheard closes it.
struct Arrival {
  Descriptor socket;
  SocketAddress peer;
  std::uint64_t id = 0;
};

}  // namespace

WorkerThread::WorkerThread(Loop& main,
                           Connections::Owner& server,
                           ServerCounts& counts,
                           Connections::Terms terms,
                           LoopWatch* watch)
    : main_(main),
      server_(server),
      watch_(watch),
      name_(terms.item->name),
      poller_(loop_.context()),
      connections_(loop_, poller_, counts, *this, std::move(terms)),
      thread_([this] { work(); }) {
  pthread_setname_np(thread_.native_handle(), name_.substr(0, longest_thread_name).c_str());
}

// By a job, which also ends a loop that has not begun yet.
WorkerThread::~WorkerThread() {
  loop_.post([this] { loop_.stop(); });
  thread_.join();
}

void WorkerThread::open(Descriptor socket, const SocketAddress& peer, std::uint64_t id) {
  const auto arrival = std::make_shared<Arrival>(Arrival{std::move(socket), peer, id});
  ++open_;
  try {
    loop_.post([this, arrival] {
      connections_.open(std::move(arrival->socket), arrival->peer, arrival->id);
    });
  } catch (...) {
    --open_;
    throw;
  }
}

void WorkerThread::cut() {
  loop_.post([this] { connections_.cut(); });
}

// What leaves the loop is thrown by a job that a handler posted to it: told, and gone on after.
void WorkerThread::work() noexcept {
  const aio::detail::WorkerScope scope(main_);
  for (bool ended = false; !ended;) {
    try {
      std::optional<LoopWatch::Guard> watched;
      if (watch_ != nullptr) watched.emplace(*watch_, loop_, "a worker of " + name_);
      loop_.run();
      ended = true;
    } catch (...) {
      log::error("{}: {}, kept running", name_, text_of_current());
    }
  }
}

// The server outlives what is posted here: it is not drained before it has heard of each.
void WorkerThread::left(const Connections::Left& connection) noexcept {
  --open_;
  main_.post([&server = server_, connection] { server.left(connection); });
}

void WorkerThread::failed(const std::string& text) noexcept {
  main_.post([&server = server_, text] { server.failed(text); });
}

}  // namespace aio::runtime
