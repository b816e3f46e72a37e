// SPDX-License-Identifier: MIT
#pragma once

#include <aio/protocol.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "daemon/runtime/loop/descriptor.hpp"
#include "daemon/runtime/loop/poller.hpp"
#include "daemon/runtime/loop/task_group.hpp"
#include "daemon/runtime/servers/out_buffer.hpp"

namespace aio::runtime {

/// One accepted connection, between its socket and its Protocol. Owned by Connections, which it
/// asks to be reaped when it has ended.
///   open --close()--> closing --all is sent--> lost;  open, closing --abort() or an error--> lost
///   lost --farewell()--> connection_lost() was called --its tasks have ended--> settled
/// While the peer does not read what was written, nothing is read from it either: so neither side
/// makes us hold much more than the high-water mark.
/// Of a tcp socket epoll tells readiness once, as it comes about, which spares it a look at each
/// socket in each turn: what may be left unread afterwards is asked for anew. (A unix socket reads
/// short for more reasons, such as passed descriptors, and is told of as long as it is ready.)
class Connection final : public Transport, private Watch {
 public:
  /// The side that owns it.
  class Owner {
   public:
    virtual void lost(Connection& connection) noexcept = 0;  ///< wants farewell(), in a later turn
    /// The user's code threw.
    virtual void failed(Connection& connection, const std::string& text) noexcept = 0;

   protected:
    ~Owner() = default;
  };

  /// Throws std::system_error when the socket cannot be watched.
  Connection(Loop& loop,
             Poller& poller,
             Owner& owner,
             Descriptor socket,
             const SocketAddress& peer,
             std::unique_ptr<Protocol> protocol,
             std::shared_ptr<const Item> item);
  ~Connection() override;

  void begin() noexcept;  ///< connection_made()
  void cut() noexcept;    ///< asks its tasks to stop, and aborts

  /// How many times this was asked since something moved last: so idle connections are found
  /// without a clock for each message.
  unsigned looks_since_it_moved() noexcept {
    return looks_ = std::exchange(moved_, false) ? 0 : looks_ + 1;
  }
  bool expire() noexcept;    ///< nothing moved for too long; false when it had ended anyway
  void farewell() noexcept;  ///< does nothing the second time
  bool settled() const noexcept;

  /// Gives the socket away, to a process: from then on nothing is read or sent here, and the
  /// connection lasts until it is closed. For connection_made().
  Descriptor release() noexcept;
  const SocketAddress& peer_address() const noexcept { return peer_; }
  std::error_code why() const noexcept { return why_; }  ///< it was lost; none: it was closed

  void write(std::string_view data) override;
  void send_to(std::string_view data, const SocketAddress& to) override;
  void close() override;
  void abort() override;
  bool closing() const noexcept override { return state_ != State::open; }
  void pause_reading() override;
  void resume_reading() override;
  void write_limits(std::size_t low, std::size_t high) override;
  std::size_t buffered() const noexcept override { return out_.size(); }
  std::string peer() const override;
  void spawn(task<> work) override;

 private:
  enum class State { open, closing, lost, settling };

  void ready(std::uint32_t events) noexcept override;
  void receive(std::uint32_t events);
  bool receive_some(bool odd);
  void end_of_stream();
  std::size_t send_now(std::string_view data);
  void flush();
  void check_limits();
  void watch_anew() noexcept;
  void lose(std::error_code why) noexcept;
  std::error_code socket_error() const noexcept;
  template <class Callback>
  void guarded(Callback callback) noexcept;
  void failed(const std::string& text) noexcept;

  Loop& loop_;
  Poller& poller_;
  Owner& owner_;
  Descriptor socket_;
  SocketAddress peer_;
  std::unique_ptr<Protocol> protocol_;
  std::shared_ptr<const Item> item_;
  std::optional<TaskGroup> tasks_;  // of those who spawn
  OutBuffer out_;
  std::size_t low_ = 16 * 1024;
  std::size_t high_ = 64 * 1024;
  const std::uint32_t edge_;  // for epoll, that it tells once, and what else may lie behind
  std::uint32_t watched_ = 0;
  State state_ = State::open;
  std::error_code why_;
  unsigned looks_ = 0;
  bool moved_ = true;
  bool reading_paused_ = false;
  bool writing_paused_ = false;
  bool input_ended_ = false;
};

}  // namespace aio::runtime
