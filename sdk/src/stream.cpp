// SPDX-License-Identifier: MIT
#include "sdk/src/stream_protocol.hpp"

#include <aio/error.hpp>
#include <aio/stream.hpp>

#include <string>

namespace aio {
namespace detail {

StreamRead::~StreamRead() {
  protocol_->forget(*this);
}

bool StreamRead::begin(std::coroutine_handle<> waiting, const TaskContext& context) {
  if (protocol_->lost() || suspension_.forbidden(context)) return false;
  if (protocol_->over() || protocol_->received().size() > seen_) return false;
  protocol_->wait_for_bytes(*this, waiting, context);
  return true;
}

std::size_t StreamRead::fill(std::string_view data) noexcept {
  if (data.data() == buffer_.data()) return filled_ = data.size();  // received straight into it
  return filled_ = data.copy(buffer_.data(), buffer_.size());
}

std::size_t StreamRead::await_resume() {
  protocol_->forget(*this);
  if (suspension_.stopped() && filled_ == 0 && !protocol_->lost()) throw Cancelled();
  if (filled_ == 0) filled_ = protocol_->take_into(buffer_);
  if (filled_ == 0) protocol_->throw_if_broken();
  return filled_;
}

StreamWrite::~StreamWrite() {
  protocol_->forget(*this);
}

bool StreamWrite::begin(std::coroutine_handle<> waiting, const TaskContext& context) {
  if (protocol_->lost() || suspension_.forbidden(context)) return false;
  if (protocol_->write(data_)) return false;
  protocol_->wait_for_room(*this, waiting, context);
  return true;
}

void StreamWrite::await_resume() const {
  protocol_->throw_if_lost();
  if (suspension_.stopped()) throw Cancelled();
}

}  // namespace detail

task<std::string> Stream::read_until(char delimiter, std::size_t limit) {
  for (std::size_t seen = 0;;) {
    const std::string_view waiting = protocol_->received();
    const std::size_t end = waiting.substr(0, limit).find(delimiter, seen);
    if (end != std::string_view::npos) co_return protocol_->take(end + 1);
    if (waiting.size() >= limit)
      throw Error(Fault::too_large, "no end of line in " + std::to_string(limit) + " bytes");
    if (protocol_->over()) break;
    seen = waiting.size();
    co_await detail::StreamRead(*protocol_, {}, seen);
  }
  protocol_->throw_if_broken();
  co_return protocol_->take(protocol_->received().size());
}

void Stream::close() {
  protocol_->close();
}

std::string Stream::peer() const {
  return protocol_->peer();
}

ProtocolFactory stream_protocol(StreamHandler handler) {
  return
      [handler = std::move(handler)] { return std::make_unique<detail::StreamProtocol>(handler); };
}

}  // namespace aio
