// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/datagram_server.hpp"

#include <linux/sock_diag.h>
#include <sys/socket.h>
#include <aio/log.hpp>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

#include "daemon/runtime/failure.hpp"

namespace aio::runtime {
namespace {

constexpr int received_in_a_turn = 64;
// A unix peer that is full shows in no event of our socket: it is tried again.
constexpr std::chrono::milliseconds before_trying_again{5};

// What the kernel threw away since nobody read it in time.
std::uint64_t dropped_by_the_kernel(int fd) {
  std::array<std::uint32_t, SK_MEMINFO_VARS> info{};
  socklen_t size = sizeof info;
  if (getsockopt(fd, SOL_SOCKET, SO_MEMINFO, info.data(), &size) < 0) return 0;
  return info[SK_MEMINFO_DROPS];
}

}  // namespace

DatagramServer::DatagramServer(Loop& loop,
                               Observer& observer,
                               Poller& poller,
                               Tally& tally,
                               Prepared prepared,
                               std::function<void()> on_drained)
    : loop_(loop),
      observer_(observer),
      poller_(poller),
      tally_(tally),
      what_(std::move(prepared)),
      item_(std::make_shared<const Item>(
          Item{"server/" + what_.spec.name, what_.spec.handler_name, 0})),
      on_drained_(std::move(on_drained)),
      failure_lines_(loop, "server '" + what_.spec.name + "'"),
      flush_(loop, *this, &DatagramServer::flush),
      farewell_(loop, *this, &DatagramServer::farewell),
      time_is_over_(loop, *this, &DatagramServer::time_is_over) {}

DatagramServer::~DatagramServer() {
  if (what_.listening && under_way()) poller_.unwatch(what_.listening.number(), *this);
}

void DatagramServer::begin() {
  poller_.watch(what_.listening.number(), watched_ = held_ ? 0U : EPOLLIN, *this);
  state_ = State::open;
  tally_.enter();
  guarded([this] { what_.datagram_protocol->connection_made(*this); });
}

void DatagramServer::pause() noexcept {
  held_ = true;
  guarded([this] { watch_anew(); });
}

void DatagramServer::resume() {
  held_ = false;
  watch_anew();
}

void DatagramServer::retire(std::chrono::nanoseconds drain) {
  retired_ = true;
  close();
  if (drained())
    on_drained_();
  else
    time_is_over_.start(drain);
}

// A datagram must not cost more for being watched: once is enough until somebody looks.
void DatagramServer::tell_counts() noexcept {
  if (!std::exchange(told_, true)) observer_.datagrams_counted(what_.spec.name);
}

ServerSnapshot DatagramServer::snapshot() const {
  told_ = false;
  const Endpoint& shown = what_.listening ? what_.listening.bound() : what_.asked;
  ServerSnapshot snapshot{
      .name = what_.spec.name,
      .type = shown.type,
      .handler = what_.spec.handler_name,
      .address = shown.address,
      .port = shown.port,
      .state = state_ > State::open ? ServerState::stopped : ServerState::listening,
      .failures = failures_,
      .datagrams_received = received_,
      .datagrams_sent = sent_,
      .datagrams_dropped = dropped_};
  if (what_.listening)
    snapshot.datagrams_dropped += dropped_by_the_kernel(what_.listening.number());
  return snapshot;
}

void DatagramServer::write(std::string_view) {
  throw std::logic_error("write() needs a connection: send_to() sends a datagram");
}

void DatagramServer::close() {
  if (state_ != State::open) return;
  state_ = State::closing;
  watch_anew();
  end_when_done();
}

void DatagramServer::abort() {
  lose(std::make_error_code(std::errc::connection_aborted));
}

void DatagramServer::pause_reading() {
  reading_paused_ = true;
  watch_anew();
}

void DatagramServer::resume_reading() {
  reading_paused_ = false;
  watch_anew();
}

void DatagramServer::spawn(task<> work) {
  if (!tasks_)
    tasks_.emplace(loop_, [this] {
      if (state_ == State::ending)
        farewell_.start_now();
      else
        end_when_done();
    });
  tasks_->spawn(std::move(work), item_, [this](const std::exception_ptr& failure) {
    if (failure && !is_cancellation(failure)) failed(text_of(failure));
  });
}

void DatagramServer::ready(std::uint32_t events) noexcept {
  if (events & EPOLLERR) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(what_.listening.number(), SOL_SOCKET, SO_ERROR, &error, &size);  // which clears it
    if (error != 0) settle(error);
  }
  if (events & EPOLLOUT) flush();
  if (!(events & EPOLLIN)) return;
  for (int i = 0; i < received_in_a_turn && (watched_ & EPOLLIN); ++i)
    if (!receive_one()) return;
}

bool DatagramServer::receive_one() {
  const std::span<char> buffer = poller_.buffer();
  socklen_t size = SocketAddress::capacity;
  const ssize_t count = recvfrom(what_.listening.number(), buffer.data(), buffer.size(), MSG_TRUNC,
                                 from_.data(), &size);
  if (count < 0) {
    const int error = errno;
    if (!passes_by_itself(error)) settle(error);
    return error == EINTR;
  }
  const auto length = static_cast<std::size_t>(count);
  if (length > buffer.size()) {
    ++dropped_;
    tell_counts();
    settle(EMSGSIZE);
    return true;
  }
  ++received_;
  tell_counts();
  from_.resize(size);
  guarded([&] { what_.datagram_protocol->datagram_received({buffer.data(), length}, from_); });
  return true;
}

void DatagramServer::watch_anew() {
  if (state_ != State::open && state_ != State::closing) return;
  const bool udp = what_.listening.bound().type == ServerType::udp;
  const bool reads = state_ == State::open && !held_ && !reading_paused_;
  if (!queue_.empty() && !udp && !flush_.armed()) flush_.start(before_trying_again);
  const std::uint32_t wanted = (reads ? EPOLLIN : 0U) | (udp && !queue_.empty() ? EPOLLOUT : 0U);
  if (std::exchange(watched_, wanted) == wanted) return;
  poller_.change(what_.listening.number(), wanted, *this);
}

void DatagramServer::end_when_done() {
  const bool working = tasks_ && tasks_->size() > 0;
  if (state_ == State::closing && queue_.empty() && !working) lose({});
}

void DatagramServer::time_is_over() {
  if (!under_way()) return;
  log::warning("server '{}': did not end in time, cutting it", what_.spec.name);
  abort();
}

// connection_lost() waits for a turn of its own: the Protocol may be in the middle of a callback.
void DatagramServer::lose(std::error_code why) noexcept {
  if (state_ != State::open && state_ != State::closing) return;
  state_ = State::lost;
  why_ = why;
  watched_ = 0;
  poller_.unwatch(what_.listening.number(), *this);
  dropped_ += queue_.size() + dropped_by_the_kernel(what_.listening.number());
  what_.listening = {};
  farewell_.start_now();
}

void DatagramServer::farewell() {
  if (state_ == State::lost) {
    state_ = State::ending;
    queue_.clear();
    guarded([this] { what_.datagram_protocol->connection_lost(why_); });
    if (tasks_) tasks_->request_stop();
  }
  if (state_ != State::ending || (tasks_ && tasks_->size() > 0)) return;
  state_ = State::gone;
  what_.datagram_protocol.reset();
  tally_.leave();
  if (drained()) on_drained_();
}

// A peer may send what makes the Protocol throw at will: all are counted, not all are told.
void DatagramServer::failed(const std::string& text) noexcept {
  ++failures_;
  observer_.failed("server/" + what_.spec.name, text);
  failure_lines_.tell(text);
}

}  // namespace aio::runtime
