// SPDX-License-Identifier: MIT
#include "sdk/src/stream_protocol.hpp"

#include <algorithm>
#include <stdexcept>
#include <typeinfo>
#include <utility>

namespace aio::detail {
namespace {

constexpr std::size_t worth_receiving_into = std::size_t{16} * 1024;

/// What a handler catches as a std::system_error, and what most handlers end by.
class ConnectionLost final : public std::system_error {
 public:
  using std::system_error::system_error;
};

}  // namespace

void StreamProtocol::connection_made(Transport& transport) {
  transport_ = &transport;
  transport.spawn(run());
}

// A small buffer would cost a system call for each piece that fits into it.
std::span<char> StreamProtocol::receive_buffer() {
  if (reader_ == nullptr || reader_->buffer_.size() < worth_receiving_into) return {};
  return reader_->buffer_;
}

void StreamProtocol::data_received(std::string_view data) {
  if (reader_ != nullptr) data.remove_prefix(reader_->fill(data));
  received_.append(data);
  wake_reader();
  if (reader_ != nullptr || received().size() < enough || lost()) return;
  reading_paused_ = true;
  transport_->pause_reading();
}

bool StreamProtocol::eof_received() {
  ended_ = true;
  wake_reader();
  return true;  // what the coroutine has still to say is sent; its end closes the connection
}

void StreamProtocol::datagram_received(std::string_view, const SocketAddress&) {
  throw std::logic_error("a coroutine of a connection hears no datagrams");
}

void StreamProtocol::connection_lost(std::error_code why) {
  lost_ = why;
  wake_reader();
  wake_writer();
}

void StreamProtocol::resume_writing() {
  writing_held_ = false;
  wake_writer();
}

std::string StreamProtocol::take(std::size_t size) {
  std::string taken(std::min(size, received().size()), '\0');
  take_into(taken);
  return taken;
}

std::size_t StreamProtocol::take_into(std::span<char> buffer) {
  const std::size_t size = received().copy(buffer.data(), buffer.size());
  taken_ += size;
  if (taken_ < received_.size() - taken_) return size;
  // Moving the rest to the front only when it is the smaller part keeps the cost linear.
  received_.erase(0, std::exchange(taken_, 0));
  return size;
}

void StreamProtocol::throw_loss() const {
  const auto closed = std::make_error_code(std::errc::not_connected);
  throw ConnectionLost(*lost_ ? *lost_ : closed, "connection lost");
}

bool StreamProtocol::write(std::string_view data) {
  transport_->write(data);
  return !writing_held_;
}

void StreamProtocol::close() {
  if (!lost()) transport_->close();
}

void StreamProtocol::wait_for_bytes(StreamRead& read,
                                    std::coroutine_handle<> waiting,
                                    const TaskContext& context) {
  suspend(read.suspension_, waiting, context);
  reader_ = &read;
  if (std::exchange(reading_paused_, false)) transport_->resume_reading();
}

void StreamProtocol::wait_for_room(StreamWrite& write,
                                   std::coroutine_handle<> waiting,
                                   const TaskContext& context) {
  suspend(write.suspension_, waiting, context);
  writer_ = &write;
}

// A task of another token, as one that the handler has made itself, listens to it itself.
void StreamProtocol::suspend(Suspension& wait,
                             std::coroutine_handle<> waiting,
                             const TaskContext& context) {
  if (context.stop == stop_)
    wait.begin_unasked(waiting, context);
  else
    wait.begin(waiting, context);
}

void StreamProtocol::stop_waiting() noexcept {
  if (reader_ != nullptr) reader_->suspension_.stop();
  if (writer_ != nullptr) writer_->suspension_.stop();
}

void StreamProtocol::forget(const StreamRead& read) noexcept {
  if (reader_ == &read) reader_ = nullptr;
}

void StreamProtocol::forget(const StreamWrite& write) noexcept {
  if (writer_ == &write) writer_ = nullptr;
}

// A lost connection is how connections end and no fault of the handler that lets it pass.
task<> StreamProtocol::run() {
  stop_ = (co_await current_context()).stop;
  const std::stop_callback on_stop(stop_, [this]() noexcept { stop_waiting(); });
  task<> work = handler_(Stream(*this));
  co_await work.ended();
  if (work.failure() && !is_the_loss(work.failure())) work.result();
  close();
}

// What was thrown here is known by its type, without the throw that a look inside costs.
bool StreamProtocol::is_the_loss(const std::exception_ptr& failure) const {
  if (!lost_) return false;
  if (*failure.__cxa_exception_type() == typeid(ConnectionLost)) return true;
  try {
    std::rethrow_exception(failure);
  } catch (const std::system_error& error) {
    return error.code() == *lost_ || error.code() == std::errc::not_connected;
  } catch (...) {
    return false;
  }
}

void StreamProtocol::wake_reader() {
  if (reader_ != nullptr) std::exchange(reader_, nullptr)->suspension_.go_on();
}

void StreamProtocol::wake_writer() {
  if (writer_ != nullptr) std::exchange(writer_, nullptr)->suspension_.go_on();
}

}  // namespace aio::detail
