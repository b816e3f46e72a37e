// SPDX-License-Identifier: MIT
#include "sdk/src/stream_protocol.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace aio::detail {

void StreamProtocol::connection_made(Transport& transport) {
  transport_ = &transport;
  transport.spawn(run());
}

void StreamProtocol::data_received(std::string_view data) {
  if (reader_ != nullptr) data.remove_prefix(reader_->fill(data));
  received_.append(data);
  wake_reader();
  if (reader_ != nullptr || received().size() < enough || transport_ == nullptr) return;
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
  peer_ = transport_->peer();
  transport_ = nullptr;
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

void StreamProtocol::throw_if_lost() const {
  if (!lost_) return;
  const auto closed = std::make_error_code(std::errc::not_connected);
  throw std::system_error(*lost_ ? *lost_ : closed, "connection lost");
}

void StreamProtocol::throw_if_broken() const {
  if (lost_ && *lost_) throw_if_lost();
}

bool StreamProtocol::write(std::string_view data) {
  transport_->write(data);
  return !writing_held_;
}

void StreamProtocol::close() {
  if (transport_ != nullptr) transport_->close();
}

void StreamProtocol::wait_for_bytes(StreamRead& read) {
  reader_ = &read;
  if (std::exchange(reading_paused_, false)) transport_->resume_reading();
}

void StreamProtocol::forget(const StreamRead& read) noexcept {
  if (reader_ == &read) reader_ = nullptr;
}

void StreamProtocol::forget(const StreamWrite& write) noexcept {
  if (writer_ == &write) writer_ = nullptr;
}

// A lost connection is how connections end and no fault of the handler that lets it pass.
task<> StreamProtocol::run() {
  try {
    co_await handler_(Stream(*this));
  } catch (const std::system_error& error) {
    if (!is_the_loss(error)) throw;
  }
  close();
}

bool StreamProtocol::is_the_loss(const std::system_error& error) const noexcept {
  return lost_ && (error.code() == *lost_ || error.code() == std::errc::not_connected);
}

void StreamProtocol::wake_reader() {
  if (reader_ != nullptr) std::exchange(reader_, nullptr)->suspension_.go_on();
}

void StreamProtocol::wake_writer() {
  if (writer_ != nullptr) std::exchange(writer_, nullptr)->suspension_.go_on();
}

}  // namespace aio::detail
