// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "tests/runtime/servers/serving.hpp"

namespace aio::runtime {

/// What a Protocol under test saw; outlives it.
struct Seen {
  std::vector<std::string> events;
  std::string data;
  std::optional<std::error_code> lost;
  Transport* transport = nullptr;
};

/// Notes what it hears and answers nothing.
class Noting : public Protocol {
 public:
  explicit Noting(Seen& seen) : seen_(seen) {}

  void connection_made(Transport& transport) override {
    seen_.transport = &transport;
    seen_.events.push_back("made");
  }
  void data_received(std::string_view data) override { seen_.data += data; }
  bool eof_received() override {
    seen_.events.push_back("eof");
    return false;
  }
  void connection_lost(std::error_code why) override {
    seen_.lost = why;
    seen_.transport = nullptr;
    seen_.events.push_back("lost");
  }
  void pause_writing() override { seen_.events.push_back("pause"); }
  void resume_writing() override { seen_.events.push_back("resume"); }

 protected:
  Seen& seen_;
};

/// Serving with a Protocol that notes what it hears.
class NotingServing : public Serving {
 protected:
  ~NotingServing() override {
    loop.run_until_done(servers.stop(std::chrono::seconds(0)));
  }  // `seen` goes first

  template <class P = Noting>
  ProtocolFactory noting() {
    return [this] { return std::make_unique<P>(seen); };
  }
  Client connected(std::uint16_t port) {
    Client client(loop, port);
    until([this] { return seen.transport != nullptr; });
    return client;
  }
  bool until_lost() {
    return until([this] { return seen.lost.has_value(); });
  }

  Seen seen;
};

}  // namespace aio::runtime
