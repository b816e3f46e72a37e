// SPDX-License-Identifier: MIT
#include "bench/timer_peers.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <new>
#include <stdexcept>

namespace bench {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using Count = std::atomic<std::uint64_t>;

/// What one would write with Asio: a timer that waits anew from the point where it was due.
class Ticker {
 public:
  Ticker(asio::io_context& loop, double period, Count& firings)
      : timer_(loop),
        period_(std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(period))),
        due_(Clock::now()),
        firings_(firings) {}

  void wait() {
    due_ += period_;
    timer_.expires_at(due_);
    timer_.async_wait([this](boost::system::error_code) {
      firings_.fetch_add(1, std::memory_order_relaxed);
      wait();
    });
  }

 private:
  asio::steady_timer timer_;
  Clock::duration period_;
  Clock::time_point due_;
  Count& firings_;
};

std::deque<Ticker> tickers(asio::io_context& loop,
                           const std::vector<double>& periods,
                           Count& count) {
  std::deque<Ticker> all;
  for (const double period : periods) all.emplace_back(loop, period, count).wait();
  return all;
}

Count* shared_count() {
  void* const page =
      ::mmap(nullptr, sizeof(Count), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) throw std::runtime_error("no memory to share");
  return new (page) Count(0);
}

std::vector<double> bytes(const std::vector<double>& periods) {
  const auto in_use = [] {
    const struct mallinfo2 heap = mallinfo2();
    return double(heap.uordblks) + double(heap.hblkhd);
  };
  asio::io_context loop(1);
  Count count = 0;
  const double before = in_use();
  const auto all = tickers(loop, periods, count);
  return {(in_use() - before) / double(periods.size())};
}

}  // namespace

TimerPeer::TimerPeer(const std::vector<double>& periods)
    : firings_(shared_count()), process_([&](int out) {
        asio::io_context loop(1);
        const auto all = tickers(loop, periods, *firings_);
        write_numbers(out, {1});
        loop.run();
      }) {
  process_.read_line();
}

TimerPeer::~TimerPeer() {
  ::munmap(firings_, sizeof(Count));
}

std::vector<double> bytes_of_timers(const std::vector<double>& periods) {
  return in_a_child([&] { return bytes(periods); });
}

}  // namespace bench
