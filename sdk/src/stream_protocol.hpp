// SPDX-License-Identifier: MIT
#pragma once

#include <aio/stream.hpp>

#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <system_error>

namespace aio::detail {

/// Turns a connection's callbacks into what a coroutine awaits. While the coroutine is busy it
/// holds at most `enough` bytes and the chunk that passed that mark, then the transport stops
/// reading. Owned by the transport, which also owns the running coroutine and so lets it end first.
///   open --connection_lost--> lost: the transport only tells its peer, reads give what is left,
///   writes throw
class StreamProtocol final : public Protocol {
 public:
  static constexpr std::size_t enough = std::size_t{64} * 1024;

  explicit StreamProtocol(StreamHandler handler) : handler_(std::move(handler)) {}

  void connection_made(Transport& transport) override;
  std::span<char> receive_buffer() override;
  void data_received(std::string_view data) override;
  bool eof_received() override;
  void datagram_received(std::string_view data, const SocketAddress& from) override;  ///< throws
  void connection_lost(std::error_code why) override;
  void pause_writing() override { writing_held_ = true; }
  void resume_writing() override;

  std::string_view received() const noexcept { return std::string_view(received_).substr(taken_); }
  std::string take(std::size_t size);
  std::size_t take_into(std::span<char> buffer);
  bool over() const noexcept { return ended_ || lost_; }  ///< nothing more will be received
  bool lost() const noexcept { return lost_.has_value(); }
  void throw_if_lost() const {
    if (lost_) throw_loss();
  }
  void throw_if_broken() const {  ///< lost, and not in good order
    if (lost_ && *lost_) throw_loss();
  }

  bool write(std::string_view data);  ///< false when the writer should wait
  void close();
  std::string peer() const { return transport_->peer(); }

  void wait_for_bytes(StreamRead& read,
                      std::coroutine_handle<> waiting,
                      const TaskContext& context);
  void wait_for_room(StreamWrite& write,
                     std::coroutine_handle<> waiting,
                     const TaskContext& context);
  void forget(const StreamRead& read) noexcept;
  void forget(const StreamWrite& write) noexcept;

 private:
  task<> run();
  void suspend(Suspension& wait, std::coroutine_handle<> waiting, const TaskContext& context);
  void stop_waiting() noexcept;
  [[noreturn]] void throw_loss() const;
  bool is_the_loss(const std::exception_ptr& failure) const;
  void wake_reader();
  void wake_writer();

  const StreamHandler handler_;
  std::stop_token stop_;  // of run(), which hears of it for every wait
  Transport* transport_ = nullptr;
  std::string received_;  // from taken_ on nobody has read it
  std::size_t taken_ = 0;
  bool ended_ = false;
  bool reading_paused_ = false;
  bool writing_held_ = false;
  std::optional<std::error_code> lost_;
  StreamRead* reader_ = nullptr;
  StreamWrite* writer_ = nullptr;
};

}  // namespace aio::detail
