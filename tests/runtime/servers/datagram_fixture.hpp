// SPDX-License-Identifier: MIT
#pragma once

#include <gmock/gmock.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "tests/runtime/servers/datagram_client.hpp"
#include "tests/runtime/servers/serving.hpp"

namespace aio::runtime {

using namespace std::chrono_literals;

/// What the one Protocol of a datagram server saw; outlives it.
struct HeardDatagrams {
  std::vector<std::string> events;
  std::vector<std::string> datagrams;
  std::vector<SocketAddress> senders;
  Transport* transport = nullptr;
};

class Hearing : public Protocol {
 public:
  explicit Hearing(HeardDatagrams& heard) : heard_(heard) {}
  ~Hearing() override { heard_.events.push_back("gone"); }

  void connection_made(Transport& transport) override {
    heard_.transport = &transport;
    heard_.events.push_back("made");
  }
  void datagram_received(std::string_view data, const SocketAddress& from) override {
    heard_.datagrams.emplace_back(data);
    heard_.senders.push_back(from);
  }
  void error_received(std::error_code error) override { heard_.events.push_back(error.message()); }
  void connection_lost(std::error_code why) override {
    heard_.events.push_back(why ? "lost: " + why.message() : "lost");
    heard_.transport = nullptr;
  }
  void pause_writing() override { heard_.events.push_back("pause"); }
  void resume_writing() override { heard_.events.push_back("resume"); }

 protected:
  HeardDatagrams& heard_;
};

class DatagramEcho final : public Protocol {
  void connection_made(Transport& transport) override { transport_ = &transport; }
  void datagram_received(std::string_view data, const SocketAddress& from) override {
    transport_->send_to(data, from);
  }
  Transport* transport_ = nullptr;
};

class DatagramServerTest : public Serving {
 protected:
  ~DatagramServerTest() override { loop.run_until_done(servers.stop(0s)); }  // `heard` goes first

  static plan::ServerSpec datagrams(ProtocolFactory protocol, ServerType type = ServerType::udp) {
    auto made = spec(std::move(protocol));
    made.type = type;
    if (is_unix(type)) made.address = "@aio-runtime-test-" + std::to_string(getpid());
    return made;
  }
  template <class P = Hearing>
  ProtocolFactory hearing() {
    return [this] { return std::make_unique<P>(heard); };
  }
  Endpoint open(plan::ServerSpec wanted) {
    servers.serve(prepared(std::move(wanted)), 10s);
    return shown();
  }
  Endpoint shown() {
    const ServerSnapshot snapshot = servers.snapshot("echo");
    return {snapshot.address, snapshot.port, snapshot.type};
  }

  HeardDatagrams heard;
};

}  // namespace aio::runtime
