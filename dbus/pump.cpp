// SPDX-License-Identifier: MIT
#include "dbus/pump.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

#include <boost/asio/post.hpp>

#include <sdbus-c++/Error.h>

namespace aio::dbus {
namespace {

namespace asio = boost::asio;

using Clock = std::chrono::steady_clock;

// Others on the loop have their turn after this many messages.
constexpr int messages_a_turn = 64;

// A descriptor of our own: asio closes what it is given.
int duplicate(int descriptor) {
  const int copy = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) throw std::system_error(errno, std::generic_category(), "dup");
  return copy;
}

}  // namespace

/// The waits on one connection. Each holds it alive, and finds out by `stopped_` that nobody
/// listens any more.
class Pump::Serving : public std::enable_shared_from_this<Serving> {
 public:
  Serving(asio::io_context& loop, sdbus::IConnection& connection, OnBroken on_broken)
      : loop_(loop),
        connection_(connection),
        on_broken_(std::move(on_broken)),
        descriptor_(loop, duplicate(connection.getEventLoopPollData().fd)),
        timer_(loop) {}

  /// Waits for whatever the connection wants now. What is waited for already is let be.
  void wait() {
    if (stopped_) return;
    try {
      const auto wanted = connection_.getEventLoopPollData();
      // What is unsent goes first: nothing more is read that would make more of it.
      if ((wanted.events & POLLOUT) != 0)
        wait_for(asio::posix::descriptor_base::wait_write, writing_);
      else if ((wanted.events & POLLIN) != 0)
        wait_for(asio::posix::descriptor_base::wait_read, reading_);
      wait_until(wanted.timeout_usec);
    } catch (const std::exception& error) {
      broken(error.what());
    }
  }

  void stop() {
    stopped_ = true;
    boost::system::error_code ignored;
    descriptor_.close(ignored);
    timer_.cancel();
  }

 private:
  void wait_for(asio::posix::descriptor_base::wait_type what, bool& waiting) {
    if (std::exchange(waiting, true)) return;
    descriptor_.async_wait(what, [self = shared_from_this(), &waiting](auto error) {
      waiting = false;
      if (!error) self->process();
    });
  }

  // libsystemd's limit: microseconds of the monotonic clock, 0 for at once, all ones for none.
  void wait_until(std::uint64_t limit) {
    if (limit == UINT64_MAX) {
      alarm_ = Clock::time_point::max();
      timer_.cancel();
      return;
    }
    const Clock::time_point alarm{std::chrono::microseconds(limit)};
    if (alarm <= Clock::now()) return process_soon();
    if (std::exchange(alarm_, alarm) == alarm) return;
    timer_.expires_at(alarm);
    timer_.async_wait([self = shared_from_this()](auto error) {
      if (error) return;  // another limit took its place
      self->alarm_ = Clock::time_point::max();
      self->process();
    });
  }

  void process_soon() {
    if (std::exchange(soon_, true)) return;
    asio::post(loop_, [self = shared_from_this()] {
      self->soon_ = false;
      self->process();
    });
  }

  // libsystemd first writes what is unsent, but when nothing can be written it goes on to the next
  // call, whose answer it queues as well, without bound.
  bool may_go_on() const {
    const auto wanted = connection_.getEventLoopPollData();
    if ((wanted.events & POLLOUT) == 0) return true;
    pollfd socket{wanted.fd, POLLOUT, 0};
    return ::poll(&socket, 1, 0) != 0;
  }

  void process() {
    if (stopped_) return;
    try {
      for (int i = 0; i < messages_a_turn; ++i) {
        if (!may_go_on() || !connection_.processPendingRequest()) return wait();
        if (stopped_) return;  // by what it called
      }
      process_soon();
    } catch (const std::exception& error) {
      broken(error.what());
    }
  }

  void broken(std::string why) {
    if (stopped_) return;
    stop();
    std::exchange(on_broken_, nullptr)(std::move(why));
  }

  asio::io_context& loop_;
  sdbus::IConnection& connection_;
  OnBroken on_broken_;
  asio::posix::stream_descriptor descriptor_;
  asio::steady_timer timer_;
  Clock::time_point alarm_ = Clock::time_point::max();
  bool reading_ = false;
  bool writing_ = false;
  bool soon_ = false;
  bool stopped_ = false;
};

Pump::Pump(asio::io_context& loop, sdbus::IConnection& connection, OnBroken on_broken)
    : serving_(std::make_shared<Serving>(loop, connection, std::move(on_broken))) {
  // Something may have been read already while the connection was opened. In the loop's own turn,
  // since nobody expects a callback from a constructor.
  asio::post(loop, [serving = serving_] { serving->wait(); });
}

Pump::~Pump() {
  serving_->stop();
}

void Pump::wake() {
  serving_->wait();
}

}  // namespace aio::dbus
