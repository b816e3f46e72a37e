// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>
#include <aio/protocol.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/servers/servers.hpp"
#include "tests/runtime/drive.hpp"
#include "tests/runtime/servers/client.hpp"
#include "tests/runtime/test_app.hpp"

namespace aio::runtime {

/// Answers each piece with itself.
class Echo : public Protocol {
 public:
  void connection_made(Transport& transport) override { transport_ = &transport; }
  void data_received(std::string_view data) override { transport_->write(data); }

 protected:
  Transport* transport_ = nullptr;
};

/// Servers on 127.0.0.1 with a real loop, and clients in the same thread.
class Serving : public testing::Test {
 protected:
  ~Serving() override { loop.run_until_done(servers.stop(std::chrono::seconds(0))); }

  static plan::ServerSpec spec(ProtocolFactory protocol, std::string name = "echo") {
    return {.name = std::move(name),
            .address = "127.0.0.1",
            .handler_name = "test.protocol",
            .protocol = ready(std::move(protocol)),
            .max_connections = 10'000};
  }
  static ProtocolFunction ready(ProtocolFactory protocol) {
    return [protocol]() -> task<ProtocolFactory> { co_return protocol; };
  }

  Prepared prepared(plan::ServerSpec spec, std::string running = {}) {
    return result_of(loop, servers.prepare(std::move(spec), {.running = std::move(running)}));
  }
  std::uint16_t serve(plan::ServerSpec spec) {
    const std::string name = spec.name;
    servers.serve(prepared(std::move(spec)), std::chrono::seconds(10));
    return servers.snapshot(name).port;
  }
  std::uint16_t serve(ProtocolFactory protocol) { return serve(spec(std::move(protocol))); }
  bool until(const std::function<bool()>& done) { return drive(loop, done); }

  LogCapture log;
  EventLoop loop;
  Observer observer;
  Servers servers{loop, observer};
};

}  // namespace aio::runtime
