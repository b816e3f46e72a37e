// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <utility>

#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/servers/system_failure.hpp"

namespace aio::runtime {
namespace {

constexpr int receives_in_a_turn = 4;  // of one connection: then others have their turn

bool is_tcp(const SocketAddress& peer) {
  return peer.size() > 0 && peer.data()->sa_family != AF_UNIX;
}

bool is_transient(int error) {
  return error == EAGAIN || error == EINTR;
}

}  // namespace

Connection::Connection(Loop& loop,
                       Poller& poller,
                       Owner& owner,
                       Descriptor socket,
                       const SocketAddress& peer,
                       std::unique_ptr<Protocol> protocol,
                       std::shared_ptr<const Item> item)
    : loop_(loop),
      poller_(poller),
      owner_(owner),
      socket_(std::move(socket)),
      peer_(peer),
      protocol_(std::move(protocol)),
      item_(std::move(item)),
      edge_(is_tcp(peer_) ? std::uint32_t{EPOLLET | EPOLLRDHUP | EPOLLPRI} : 0U),
      watched_(EPOLLIN | edge_) {
  poller_.watch(socket_.number(), watched_, *this);
}

Connection::~Connection() {
  if (socket_) poller_.unwatch(socket_.number(), *this);
}

void Connection::begin() noexcept {
  guarded([this] { protocol_->connection_made(*this); });
}

Descriptor Connection::release() noexcept {
  poller_.unwatch(socket_.number(), *this);
  return std::move(socket_);
}

void Connection::write(std::string_view data) {
  if (state_ != State::open) return;
  if (out_.empty()) data.remove_prefix(send_now(data));
  if (data.empty() || state_ == State::lost) return;
  out_.append(data);
  check_limits();
  watch_anew();
}

void Connection::send_to(std::string_view, const SocketAddress&) {
  throw std::logic_error("send_to() is for datagrams: a connection has its peer, write() to it");
}

void Connection::close() {
  if (state_ != State::open) return;
  state_ = State::closing;
  if (out_.empty())
    lose({});
  else
    watch_anew();
}

void Connection::abort() {
  lose(std::make_error_code(std::errc::connection_aborted));
}

void Connection::cut() noexcept {
  if (tasks_) tasks_->request_stop();
  abort();
}

bool Connection::expire() noexcept {
  if (state_ >= State::lost) return false;
  if (tasks_) tasks_->request_stop();
  lose(std::make_error_code(std::errc::timed_out));
  return true;
}

void Connection::pause_reading() {
  reading_paused_ = true;
  watch_anew();
}

void Connection::resume_reading() {
  reading_paused_ = false;
  watch_anew();
}

void Connection::write_limits(std::size_t low, std::size_t high) {
  low_ = std::min(low, high);
  high_ = high;
  check_limits();
  watch_anew();
}

std::string Connection::peer() const {
  return peer_.text();
}

void Connection::spawn(task<> work) {
  if (!tasks_)
    tasks_.emplace(loop_, [this] {
      if (state_ == State::settling) owner_.lost(*this);
    });
  tasks_->spawn(std::move(work), item_, [this](const std::exception_ptr& failure) {
    if (failure && !is_cancellation(failure)) failed(text_of(failure));
  });
}

void Connection::ready(std::uint32_t events) noexcept {
  guarded([&] {
    if (events & EPOLLOUT) flush();
    if (events == EPOLLOUT || state_ >= State::lost) return;
    if (watched_ & EPOLLIN)
      receive(events);
    else if (events & (EPOLLERR | EPOLLHUP))  // which a socket that nobody reads from still hears
      lose(socket_error());
  });
}

// To its end, for an edge comes no second time: behind a full buffer may be more bytes, behind an
// urgent byte too, or the end of the stream.
void Connection::receive(std::uint32_t events) {
  const bool odd = (events & ~std::uint32_t{EPOLLIN | EPOLLOUT}) != 0;
  for (int i = 0; i < receives_in_a_turn; ++i)
    if (!receive_some(odd)) return;
  if (state_ < State::lost && watched_ != 0) poller_.change(socket_.number(), watched_, *this);
}

// Whether there may be more, of a socket that does not tell of it again.
bool Connection::receive_some(bool odd) {
  std::span<char> buffer = protocol_->receive_buffer();
  if (buffer.empty()) buffer = poller_.buffer();
  const ssize_t count = recv(socket_.number(), buffer.data(), buffer.size(), 0);
  if (count > 0) {
    moved_ = true;
    const auto size = static_cast<std::size_t>(count);
    protocol_->data_received({buffer.data(), size});
    return edge_ != 0 && (size == buffer.size() || odd) && (watched_ & EPOLLIN) != 0;
  }
  if (count == 0)
    end_of_stream();
  else if (!is_transient(errno))
    lose(system_code(errno));
  else
    return errno == EINTR;
  return false;
}

void Connection::end_of_stream() {
  input_ended_ = true;
  watch_anew();
  if (!protocol_->eof_received()) close();
}

// What the kernel took of it; the rest is lost with the connection, or waits for the next EPOLLOUT.
std::size_t Connection::send_now(std::string_view data) {
  const ssize_t count = send(socket_.number(), data.data(), data.size(), MSG_NOSIGNAL);
  if (count >= 0) {
    moved_ = true;
    return static_cast<std::size_t>(count);
  }
  if (!is_transient(errno)) lose(system_code(errno));
  return 0;
}

void Connection::flush() {
  out_.consume(send_now(out_.waiting()));
  if (state_ == State::lost) return;
  check_limits();
  if (state_ == State::closing && out_.empty())
    lose({});
  else
    watch_anew();
}

void Connection::check_limits() {
  if (!writing_paused_ && out_.size() > high_) {
    writing_paused_ = true;
    guarded([this] { protocol_->pause_writing(); });
  } else if (writing_paused_ && out_.size() <= low_) {
    writing_paused_ = false;
    guarded([this] { protocol_->resume_writing(); });
  }
}

void Connection::watch_anew() noexcept {
  if (state_ >= State::lost || !socket_) return;
  const bool reads = state_ == State::open && !reading_paused_ && !writing_paused_ && !input_ended_;
  const std::uint32_t wanted = (reads ? EPOLLIN : 0U) | (out_.empty() ? 0U : EPOLLOUT) | edge_;
  if (std::exchange(watched_, wanted) == wanted) return;
  try {
    poller_.change(socket_.number(), wanted, *this);
  } catch (const std::system_error& error) {
    lose(error.code());
  }
}

// connection_lost() waits for a turn of its own: the Protocol may be in the middle of a callback.
void Connection::lose(std::error_code why) noexcept {
  if (state_ >= State::lost) return;
  state_ = State::lost;
  why_ = why;
  watched_ = 0;
  out_.clear();
  poller_.unwatch(socket_.number(), *this);
  socket_.close();
  owner_.lost(*this);
}

void Connection::farewell() noexcept {
  if (std::exchange(state_, State::settling) == State::settling) return;
  guarded([this] { protocol_->connection_lost(why_); });
  if (tasks_) tasks_->request_stop();
}

bool Connection::settled() const noexcept {
  return !tasks_ || tasks_->size() == 0;
}

std::error_code Connection::socket_error() const noexcept {
  int error = 0;
  socklen_t length = sizeof error;
  getsockopt(socket_.number(), SOL_SOCKET, SO_ERROR, &error, &length);
  return system_code(error != 0 ? error : ECONNRESET);
}

template <class Callback>
void Connection::guarded(Callback callback) noexcept {
  const detail::ItemScope scope(item_.get());
  try {
    callback();
  } catch (...) {
    failed(text_of_current());
  }
}

void Connection::failed(const std::string& text) noexcept {
  owner_.failed(*this, text);
  abort();
}

}  // namespace aio::runtime
