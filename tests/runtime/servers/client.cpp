// SPDX-License-Identifier: MIT
#include "tests/runtime/servers/client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "tests/runtime/drive.hpp"

namespace aio::runtime {

Client::Client(EventLoop& loop, std::uint16_t port)
    : loop_(loop), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // The kernel answers for a listening socket: this waits for nobody in this thread.
  if (connect(socket_.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0)
    throw std::system_error(errno, std::generic_category(), "connect");
}

bool Client::send(std::string_view data) {
  return drive(loop_, [&] { return send_some(data); });
}

bool Client::send_some(std::string_view& data) {
  const ssize_t count =
      ::send(socket_.number(), data.data(), data.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (count > 0) data.remove_prefix(static_cast<std::size_t>(count));
  return data.empty();
}

bool Client::send_urgent(char byte) {
  return ::send(socket_.number(), &byte, 1, MSG_DONTWAIT | MSG_NOSIGNAL | MSG_OOB) == 1;
}

std::string Client::receive_some() {
  take_what_is_there();
  return std::exchange(received_, {});
}

std::string Client::receive(std::size_t count) {
  drive(loop_, [&] {
    if (received_.size() < count) take_what_is_there();
    return end_ || received_.size() >= count;
  });
  std::string taken = received_.substr(0, count);
  received_.erase(0, taken.size());
  return taken;
}

std::string Client::receive_rest() {
  closed();
  return std::exchange(received_, {});
}

bool Client::closed() {
  return drive(loop_, [this] { return sees_end(); });
}

bool Client::sees_end() {
  take_what_is_there();
  return end_;
}

void Client::end_input() {
  shutdown(socket_.number(), SHUT_WR);
}

void Client::reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket_.number(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  socket_.close();
}

void Client::take_what_is_there() {
  char buffer[64 * 1024];
  const ssize_t count = recv(socket_.number(), buffer, sizeof buffer, MSG_DONTWAIT);
  if (count > 0) received_.append(buffer, static_cast<std::size_t>(count));
  if (count == 0 || (count < 0 && errno != EAGAIN)) end_ = true;
}

}  // namespace aio::runtime
