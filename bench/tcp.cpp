// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <utility>

#include "bench/aiod.hpp"
#include "bench/question.hpp"
#include "bench/sockets.hpp"
#include "bench/tcp_load.hpp"
#include "bench/tcp_peers.hpp"

namespace bench {
namespace {

/// Every echo server, each in its process; ours are two servers of one aiod.
struct Servers {
  Listener raw_listener;
  Listener callbacks_listener;
  Listener coroutines_listener;
  Process raw{[this](int) { echo_raw_epoll(raw_listener.number()); }};
  Process callbacks{[this](int) { echo_asio_callbacks(callbacks_listener.number()); }};
  Process coroutines{[this](int) { echo_asio_coroutines(coroutines_listener.number()); }};
  std::uint16_t protocol_port = free_port();
  std::uint16_t stream_port = free_port();
  Aiod aiod{server("protocol", "Echo", protocol_port) + server("stream", "echo", stream_port)};

  static std::string server(const std::string& name, const std::string& protocol, int port) {
    return "[server/" + name + "]\nprotocol = bench.subject." + protocol +
           "\nport = " + std::to_string(port) + "\nbacklog = 4096\n";
  }
};

/// Of the rates to that of raw epoll.
struct Aims {
  double protocol = 0;
  double coroutine = 0;
};

Field field(const TcpLoad& load, const std::string& unit, Aims aims) {
  const auto servers = std::make_shared<Servers>();
  const auto contestant = [&](std::string name, std::uint16_t port, const Process& process,
                              double aim) {
    TcpLoad own = load;
    own.port = port;
    return Contestant{std::move(name), {{aim}}, [own, &process] { return apply(own, process); }};
  };
  return {
      {{"rate", unit, true}, {"server CPU", "us", false}},
      {contestant("raw epoll", servers->raw_listener.port(), servers->raw, 0),
       contestant("aio Protocol", servers->protocol_port, servers->aiod.process(), aims.protocol),
       contestant("aio coroutine", servers->stream_port, servers->aiod.process(), aims.coroutine),
       contestant("Asio callbacks", servers->callbacks_listener.port(), servers->callbacks, 0),
       contestant("Asio coroutines", servers->coroutines_listener.port(), servers->coroutines, 0)},
      {servers}};
}

int scaled(int count, const Effort& effort) {
  return std::max(count / 10, int(count * std::min(effort.size * 10, 1.0)));
}

Question echo(int connections, Aims aims) {
  const std::string count = std::to_string(connections);
  return {"tcp/echo/" + count, "tcp echo of 64 B, connections: " + count,
          [=](const Effort& effort) {
            return field(
                {.connections = std::max(1, scaled(connections, effort)), .time = effort.slice},
                "1/s", aims);
          }};
}

}  // namespace

void add_tcp(Questions& questions) {
  questions.push_back(echo(1, {}));
  questions.push_back(echo(64, {.protocol = 0.95, .coroutine = 0.95}));
  questions.push_back(echo(1000, {.protocol = 0.95, .coroutine = 0.88}));
  questions.push_back({"tcp/bulk", "tcp echo of 64 KiB, connections: 8", [](const Effort& effort) {
                         return field(
                             {.connections = 8, .message = 64 * 1024, .time = effort.slice}, "1/s",
                             {.protocol = 0.97, .coroutine = 0.97});
                       }});
  questions.push_back({"tcp/connect", "tcp connections, each with an echo of 64 B, 16 at a time",
                       [](const Effort& effort) {
                         return field({.connections = 16, .time = effort.slice, .reconnects = true},
                                      "1/s", {.protocol = 0.95, .coroutine = 0.95});
                       }});
}

}  // namespace bench
