// SPDX-License-Identifier: MIT
#include "daemon/relay_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "daemon/runtime/log/put.hpp"

namespace aio {
namespace {

constexpr std::size_t most_held = 1 << 20;

/// One lane: the main thread puts in, a thread of its own writes, and may wait for as long as the
/// reader sleeps. Lives as long as the process.
class Lane {
 public:
  explicit Lane(RelayLane ends) : from_(ends.from), to_(ends.to) {
    fcntl(from_, F_SETFL, O_NONBLOCK);
    std::thread([this] { write(); }).detach();  // it ends with the process, in a write if need be
  }

  int from() const noexcept { return from_; }
  bool open() const noexcept { return open_; }

  /// Takes in all that is there.
  void read() {
    char buffer[65536];
    while (open_) {
      const ssize_t size = ::read(from_, buffer, sizeof buffer);
      if (size > 0) hold({buffer, static_cast<std::size_t>(size)});
      if (size < 0 && errno == EINTR) continue;
      if (size < 0 && errno == EAGAIN) return;
      if (size <= 0) open_ = false;
    }
  }

  void wait_until_written(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    written_.wait_until(lock, deadline, [this] { return held_.empty() && !writing_; });
  }

 private:
  void hold(std::string_view bytes) {
    {
      const std::lock_guard lock(mutex_);
      if (held_.size() + bytes.size() > most_held)
        dropped_ += bytes.size();
      else
        held_ += bytes;
    }
    wake_.notify_one();
  }

  [[noreturn]] void write() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return !held_.empty() || dropped_ > 0; });
      std::string bytes = std::exchange(held_, {});
      if (const std::uint64_t dropped = std::exchange(dropped_, 0))
        bytes += "\naiod: " + std::to_string(dropped) + " bytes of output dropped here\n";
      writing_ = true;
      lock.unlock();
      runtime::put_whole(to_, bytes);  // nobody is left to be told of an error
      lock.lock();
      writing_ = false;
      written_.notify_all();
    }
  }

  const int from_;
  const int to_;
  bool open_ = true;  // the main thread's
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable written_;
  std::string held_;
  std::uint64_t dropped_ = 0;
  bool writing_ = false;
};

class Relay {
 public:
  Relay(const std::vector<RelayLane>& lanes, int control) : control_(control) {
    for (const RelayLane& ends : lanes) lanes_.emplace_back(ends);
  }

  void run() {
    while (wait()) {
      for (Lane& lane : lanes_) lane.read();
      if (asked_) answer();
    }
    wait_until_written();
  }

 private:
  /// Until there is something to do: false when there never will be.
  bool wait() {
    std::vector<pollfd> polled{{control_, POLLIN, 0}};
    for (const Lane& lane : lanes_)
      if (lane.open()) polled.push_back({lane.from(), POLLIN, 0});
    if (polled.size() == 1) return false;
    if (poll(polled.data(), polled.size(), -1) < 0) return true;
    asked_ = polled[0].revents != 0;
    return true;
  }

  void answer() {
    char byte = 0;
    if (::read(control_, &byte, 1) != 1) {
      control_ = -1;  // aiod is gone; its children may print on
      return;
    }
    for (Lane& lane : lanes_) lane.read();
    wait_until_written();
    runtime::put_whole(control_, std::string_view(&byte, 1));
  }

  void wait_until_written() {
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(relay_patience_ms);
    for (Lane& lane : lanes_) lane.wait_until_written(deadline);
  }

  std::list<Lane> lanes_;
  int control_;
  bool asked_ = false;
};

}  // namespace

void run_relay(const std::vector<RelayLane>& lanes, int control) {
  prctl(PR_SET_NAME, "aiod-output");
  // Never destroyed: its threads use it, and may sleep in a write for ever.
  Relay& relay = *new Relay(lanes, control);
  relay.run();
  _exit(0);
}

}  // namespace aio
