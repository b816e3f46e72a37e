// SPDX-License-Identifier: MIT
#include "tests/runtime/servers/datagram_client.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <system_error>
#include <vector>

#include "tests/runtime/drive.hpp"

namespace aio::runtime {
namespace {

void check(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

DatagramClient::DatagramClient(EventLoop& loop, const Endpoint& server, const std::string& own)
    : loop_(loop) {
  const bool unix = is_unix(server.type);
  const SocketAddress to = unix ? SocketAddress::unix_path(server.address)
                                : SocketAddress::ip(server.address, server.port);
  socket_ = Descriptor(::socket(to.data()->sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  check(socket_.number(), "socket");
  if (unix) {
    // The family alone asks the kernel for a name of its own choice.
    const SocketAddress at = SocketAddress::unix_path(own);
    check(bind(socket_.number(), at.data(), own.empty() ? sizeof(sa_family_t) : at.size()), "bind");
  }
  check(connect(socket_.number(), to.data(), to.size()), "connect");
}

bool DatagramClient::send(std::string_view data) {
  return ::send(socket_.number(), data.data(), data.size(), MSG_DONTWAIT) >= 0;
}

std::optional<std::string> DatagramClient::receive_now() {
  std::vector<char> buffer(70'000);
  const ssize_t size = recv(socket_.number(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (size < 0) return std::nullopt;
  return std::string(buffer.data(), static_cast<std::size_t>(size));
}

std::string DatagramClient::receive() {
  std::optional<std::string> received;
  drive(loop_, [&] { return (received = receive_now()).has_value(); });
  return received.value_or("(none)");
}

SocketAddress DatagramClient::address() const {
  SocketAddress address;
  socklen_t size = SocketAddress::capacity;
  check(getsockname(socket_.number(), address.data(), &size), "getsockname");
  address.resize(size);
  return address;
}

}  // namespace aio::runtime
