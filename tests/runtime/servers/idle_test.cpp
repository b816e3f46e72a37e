// SPDX-License-Identifier: MIT
// idle_timeout, in a time of the test's own.
#include <gmock/gmock.h>

#include <memory>
#include <string>

#include "tests/runtime/noting.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;

class IdleTest : public testing::Test {
 protected:
  ~IdleTest() override { loop.run_until_done(servers.stop(0s)); }

  Client served(std::chrono::nanoseconds idle_timeout, ProtocolFactory protocol) {
    plan::ServerSpec spec{.name = "echo",
                          .address = "127.0.0.1",
                          .protocol = [protocol]() -> task<ProtocolFactory> { co_return protocol; },
                          .max_connections = 10,
                          .idle_timeout = idle_timeout};
    servers.serve(result_of(loop, servers.prepare(std::move(spec), {})), 0s);
    Client client(loop, servers.snapshot("echo").port);
    EXPECT_TRUE(drive(loop, [this] { return servers.snapshot("echo").connections == 1; }));
    return client;
  }
  ProtocolFactory noting() {
    return [this] { return std::make_unique<Noting>(seen); };
  }
  std::uint64_t idle_closed() const { return servers.snapshot("echo").idle_closed; }

  LogCapture log;
  ManualClock clock;
  EventLoop loop{clock};
  Observer observer;
  Seen seen;
  Servers servers{loop, observer};
};

TEST_F(IdleTest, ClosesAClientThatSaysNothing) {
  Client mute = served(8s, noting());
  loop.run_for(8s - 1ns);
  EXPECT_FALSE(mute.sees_end());
  loop.run_for(2s + 1ns);  // it is found up to a quarter later
  EXPECT_TRUE(mute.sees_end());
  EXPECT_EQ(seen.lost, std::errc::timed_out);
  EXPECT_EQ(idle_closed(), 1U);
  EXPECT_EQ(servers.snapshot("echo").failures, 0U);
}

TEST_F(IdleTest, LetsAClientBeThatSaysSomethingInTime) {
  Client client = served(8s, noting());
  for (int i = 0; i < 10; ++i) {
    loop.run_for(7s);
    client.send("x");
    ASSERT_TRUE(drive(loop, [&] { return seen.data.size() == static_cast<std::size_t>(i + 1); }));
  }
  EXPECT_EQ(idle_closed(), 0U);
  loop.run_for(10s);
  EXPECT_EQ(idle_closed(), 1U);
}

TEST_F(IdleTest, ClosesAClientThatNeverReadsWhatItIsSent) {
  Client mute = served(8s, noting());
  const std::string piece(1 << 20, 'x');
  while (seen.transport->buffered() == 0) seen.transport->write(piece);
  loop.run_for(10s);
  EXPECT_EQ(seen.lost, std::errc::timed_out);
  EXPECT_EQ(idle_closed(), 1U);
}

TEST_F(IdleTest, ClosesNobodyWithoutATimeout) {
  Client mute = served(0s, noting());
  loop.run_for(1000h);
  EXPECT_FALSE(mute.sees_end());
  EXPECT_EQ(idle_closed(), 0U);
}

TEST_F(IdleTest, StopsACoroutineThatWaitsForAMuteClient) {
  bool ended = false;
  const auto wait = [&ended](Stream stream) -> task<> {
    char buffer[10];
    while (co_await stream.read(buffer) > 0) {
    }
    ended = true;
  };
  Client mute = served(8s, stream_protocol(wait));
  loop.run_for(10s);
  EXPECT_TRUE(mute.sees_end());
  EXPECT_FALSE(ended);  // the read threw
  EXPECT_EQ(servers.snapshot("echo").connections, 0U);
  EXPECT_TRUE(log.lines().empty());
}

}  // namespace
}  // namespace aio::runtime
