// SPDX-License-Identifier: MIT
// What is remembered of a server's connections.
#include <gmock/gmock.h>

#include <stdexcept>

#include "daemon/runtime/history/run_history.hpp"
#include "tests/runtime/servers/serving.hpp"

namespace aio::runtime {
namespace {

class Throwing : public Protocol {
  void data_received(std::string_view) override { throw std::runtime_error("the protocol threw"); }
};

/// One server whose history is kept, on the loop or on threads of its own.
class ConnectionsTold : public testing::TestWithParam<std::size_t> {
 protected:
  ~ConnectionsTold() override { loop.run_until_done(servers.stop(std::chrono::seconds(0))); }

  std::uint16_t serve(ProtocolFactory factory) {
    plan::ServerSpec spec{.name = "echo",
                          .address = "127.0.0.1",
                          .handler_name = "test.protocol",
                          .protocol = [factory]() -> task<ProtocolFactory> { co_return factory; },
                          .max_connections = 10,
                          .workers = GetParam()};
    servers.serve(result_of(loop, servers.prepare(spec, {})), std::chrono::seconds(10));
    return servers.snapshot("echo").port;
  }
  bool until_told(const std::string& outcome) {
    return drive(loop, [&] {
      const auto runs = history.runs("server/echo");
      return !runs.empty() && runs[0].outcome == outcome;
    });
  }

  LogCapture log;
  EventLoop loop;
  Observer nobody;
  RunHistory history{nobody};
  Servers servers{loop, history};
};

TEST_P(ConnectionsTold, OneIsOnUntilThePeerCloses) {
  const auto port = serve(protocol_factory<Echo>());
  {
    Client client(loop, port);
    ASSERT_TRUE(until_told("running"));
    EXPECT_THAT(history.runs("server/echo")[0].cause, testing::StartsWith("127.0.0.1:"));
  }
  EXPECT_TRUE(until_told("ok"));
  EXPECT_EQ(history.runs("server/echo")[0].error, "");
}

TEST_P(ConnectionsTold, OneWhoseProtocolThrowsHasFailedWithWhatItThrew) {
  const auto port = serve(protocol_factory<Throwing>());
  Client client(loop, port);
  client.send("x");
  EXPECT_TRUE(until_told("failed"));
  EXPECT_EQ(history.runs("server/echo")[0].error, "the protocol threw");
}

INSTANTIATE_TEST_SUITE_P(Workers, ConnectionsTold, testing::Values(1U, 2U));

}  // namespace
}  // namespace aio::runtime
