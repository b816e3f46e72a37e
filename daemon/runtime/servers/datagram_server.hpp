// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/loop.hpp>
#include <aio/protocol.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/failure_lines.hpp"
#include "daemon/runtime/loop/member_timer.hpp"
#include "daemon/runtime/loop/poller.hpp"
#include "daemon/runtime/loop/tally.hpp"
#include "daemon/runtime/loop/task_group.hpp"
#include "daemon/runtime/observer.hpp"
#include "daemon/runtime/servers/datagram_queue.hpp"
#include "daemon/runtime/servers/running_server.hpp"

namespace aio::runtime {

/// A udp or unixgram server: one socket and one Protocol for all who send to it. Owned by Servers.
///   idle --begin()--> open --retire() or close()--> closing --all is sent, its tasks have ended,
///   or the time is over--> lost --connection_lost() was called--> ending --its tasks have ended-->
///   gone
/// Each event is followed by datagrams until there are none, or one turn has had its share. What
/// cannot be sent waits in a bounded queue.
class DatagramServer final : public RunningServer, private Watch, private Transport {
 public:
  /// `on_drained` is called when it is retired and gone; must not destroy it.
  DatagramServer(Loop& loop,
                 Observer& observer,
                 Poller& poller,
                 Tally& tally,
                 Prepared prepared,
                 std::function<void()> on_drained);
  ~DatagramServer() override;

  void begin() override;
  void pause() noexcept override;
  void resume() override;
  void retire(std::chrono::nanoseconds drain) override;
  bool drained() const noexcept override { return retired_ && !under_way(); }

  const Prepared& what() const noexcept override { return what_; }
  ServerSnapshot snapshot() const override;

 private:
  enum class State { idle, open, closing, lost, ending, gone };

  // As Transport.
  void write(std::string_view data) override;
  void send_to(std::string_view data, const SocketAddress& to) override;
  void close() override;
  void abort() override;
  bool closing() const noexcept override { return state_ != State::open; }
  void pause_reading() override;
  void resume_reading() override;
  void write_limits(std::size_t low, std::size_t high) override;
  std::size_t buffered() const noexcept override { return queue_.cost(); }
  std::string peer() const override { return {}; }
  void spawn(task<> work) override;

  void ready(std::uint32_t events) noexcept override;
  bool receive_one();
  void tell_counts() noexcept;

  // datagram_sending.cpp, as are send_to() and write_limits().
  static bool passes_by_itself(int error) noexcept;
  int send_now(std::string_view data, const SocketAddress& to) noexcept;
  void settle(int error) noexcept;
  void flush();
  void check_limits() noexcept;

  void watch_anew();
  bool under_way() const noexcept { return state_ != State::idle && state_ != State::gone; }
  void end_when_done();
  void time_is_over();
  void lose(std::error_code why) noexcept;
  void farewell();
  template <class Callback>
  void guarded(Callback callback) noexcept {
    const detail::ItemScope scope(item_.get());
    try {
      callback();
    } catch (...) {
      failed(text_of_current());
    }
  }
  void failed(const std::string& text) noexcept;

  Loop& loop_;
  Observer& observer_;
  Poller& poller_;
  Tally& tally_;
  Prepared what_;
  std::shared_ptr<const Item> item_;
  std::function<void()> on_drained_;
  FailureLines failure_lines_;      // before what may fail
  std::optional<TaskGroup> tasks_;  // of those who spawn
  DatagramQueue queue_;
  std::size_t low_ = std::size_t{16} * 1024;
  std::size_t high_ = std::size_t{64} * 1024;
  SocketAddress from_;  // of the datagram that is received just now
  std::uint32_t watched_ = 0;
  State state_ = State::idle;
  std::error_code why_;
  bool held_ = false;  // by pause()
  bool reading_paused_ = false;
  bool writing_paused_ = false;
  bool retired_ = false;
  std::uint64_t received_ = 0;
  std::uint64_t sent_ = 0;
  std::uint64_t dropped_ = 0;
  std::uint64_t failures_ = 0;
  mutable bool told_ = false;  // of other counts, since somebody looked
  MemberTimer<DatagramServer> flush_;
  MemberTimer<DatagramServer> farewell_;
  MemberTimer<DatagramServer> time_is_over_;
};

}  // namespace aio::runtime
