// SPDX-License-Identifier: MIT
#include <string>

#include "bench/aiod.hpp"
#include "bench/question.hpp"
#include "bench/sockets.hpp"
#include "bench/udp_load.hpp"
#include "bench/udp_peers.hpp"

namespace bench {
namespace {

struct Servers {
  Listener raw_socket{Listener::Kind::udp};
  Listener coroutine_socket{Listener::Kind::udp};
  Listener draining_socket{Listener::Kind::udp};
  Process raw{[this](int) { echo_udp_raw_epoll(raw_socket.number()); }};
  Process coroutine{[this](int) { echo_udp_asio_coroutine(coroutine_socket.number()); }};
  Process draining{[this](int) { echo_udp_asio_draining(draining_socket.number()); }};
  std::uint16_t port = Listener(Listener::Kind::udp).port();
  Aiod aiod{"[server/udp]\ntype = udp\nprotocol = bench.subject.DatagramEcho\nport = " +
            std::to_string(port) + "\n"};
};

Field echo(const Effort& effort) {
  const auto servers = std::make_shared<Servers>();
  const auto to = [=](std::uint16_t port, const Process& process) {
    return [=, &process] { return apply(UdpLoad{port, effort.slice}, process); };
  };
  return {{{"rate", "1/s", true}, {"server CPU", "us"}},
          {{"raw epoll", {}, to(servers->raw_socket.port(), servers->raw)},
           {"aio Protocol", {{0.95}}, to(servers->port, servers->aiod.process())},
           {"Asio, draining", {}, to(servers->draining_socket.port(), servers->draining)},
           {"Asio coroutine", {}, to(servers->coroutine_socket.port(), servers->coroutine)}},
          {servers}};
}

}  // namespace

void add_udp(Questions& questions) {
  questions.push_back({"udp/echo", "udp echo of 64 B, 64 on their way", echo});
}

}  // namespace bench
