// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <unistd.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "tests/runtime/servers/serving.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

using CrowdTest = Serving;

TEST_F(CrowdTest, AnswersFiveHundredConnections) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 500; ++i) {
    clients.push_back(std::make_unique<Client>(loop, port));
    ASSERT_TRUE(clients.back()->send(std::to_string(1000 + i)));
  }
  for (int i = 0; i < 500; ++i) EXPECT_EQ(clients[i]->receive(4), std::to_string(1000 + i));
  EXPECT_EQ(servers.snapshot("echo").connections, 500U);
  clients.clear();
  EXPECT_TRUE(until([this] { return servers.snapshot("echo").connections == 0; }));
}

TEST_F(CrowdTest, ClosesConnectionsOverTheLimitAtOnceAndCountsThem) {
  auto small = spec(protocol_factory<Echo>());
  small.max_connections = 2;
  const std::uint16_t port = serve(std::move(small));
  Client one(loop, port), two(loop, port), three(loop, port), four(loop, port);
  EXPECT_TRUE(three.closed());
  EXPECT_TRUE(four.closed());
  EXPECT_EQ(servers.snapshot("echo").refused, 2U);
  EXPECT_EQ(servers.snapshot("echo").accepted, 2U);
  EXPECT_THAT(log.lines(),
              ElementsAre("WARNING server 'echo': has 2 connections, more are refused"));
  one.close();
  until([this] { return servers.snapshot("echo").connections == 1; });
  Client five(loop, port);
  five.send("room");
  EXPECT_EQ(five.receive(4), "room");
}

/// Leaves the process no descriptor but those that are open, while it lives.
class NoMoreDescriptors {
 public:
  NoMoreDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const int next = dup(0);
    ::close(next);
    const rlimit none{static_cast<rlim_t>(next), before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoMoreDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(CrowdTest, PausesWithoutSpinningWhenThereAreNoDescriptors) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  Client client(loop, port);
  client.send("late");
  std::size_t turns = 0;
  {
    const NoMoreDescriptors none;
    const auto begun = std::chrono::steady_clock::now();
    loop.context().restart();
    while (std::chrono::steady_clock::now() - begun < 350ms)
      turns += loop.context().run_one_for(50ms);
  }
  EXPECT_LE(turns, 20U);
  EXPECT_THAT(
      log.lines(),
      ElementsAre(
          "WARNING server 'echo': Too many open files, accepting no connection for a moment"));
  EXPECT_EQ(client.receive(4), "late");
}

TEST_F(CrowdTest, TakesConnectionsThatWereResetBeforeTheyWereAcceptedForWhatTheyAre) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  servers.pause("echo");
  for (int i = 0; i < 20; ++i) Client(loop, port).reset();
  Client client(loop, port);
  client.send("hello");
  servers.resume("echo");
  EXPECT_EQ(client.receive(5), "hello");
  EXPECT_TRUE(until([this] { return servers.snapshot("echo").connections == 1; }));
  EXPECT_TRUE(log.lines().empty());
}

TEST_F(CrowdTest, TakesTenThousandThatComeAndGo) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  Client stays(loop, port);
  for (int i = 0; i < 10'000; ++i) {
    Client comer(loop, port);
    if (i % 100 != 0) continue;
    loop.context().restart();
    loop.context().poll();
  }
  ASSERT_TRUE(until([this] {
    const ServerSnapshot snapshot = servers.snapshot("echo");
    return snapshot.accepted == 10'001 && snapshot.connections == 1;
  }));
  stays.send("still here");
  EXPECT_EQ(stays.receive(10), "still here");
  EXPECT_TRUE(log.lines().empty());
}

TEST_F(CrowdTest, AnswersOthersWhileManySayNothingOrOneByteAtATime) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 300; ++i) {
    slow.push_back(std::make_unique<Client>(loop, port));
    if (i % 3 == 0) slow.back()->send("x");
  }
  Client quick(loop, port);
  quick.send("hello");
  EXPECT_EQ(quick.receive(5), "hello");
  for (int i = 0; i < 300; i += 3) slow[static_cast<std::size_t>(i)]->send("y");
  for (int i = 0; i < 300; i += 3) EXPECT_EQ(slow[static_cast<std::size_t>(i)]->receive(2), "xy");
}

// What clients do here is drawn once and for all: a seed makes the same crowd each time.
TEST_F(CrowdTest, OutlivesClientsThatComeAndGoWhileItIsReplacedAndStopped) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  std::mt19937 random(11);
  std::vector<std::unique_ptr<Client>> clients;
  const auto anyone = [&]() -> Client& { return *clients[random() % clients.size()]; };
  const std::string piece(20'000, 'x');
  for (int step = 0; step < 2'000; ++step) {
    std::string_view data = piece;
    const auto what = random() % 10;
    if (clients.size() < 5 || what < 2) {
      clients.push_back(std::make_unique<Client>(loop, port));
    } else if (what < 6) {
      anyone().send_some(data);
    } else if (what == 6) {
      anyone().receive_some();
    } else if (what == 7) {
      anyone().end_input();
    } else {
      const auto leaver = clients.begin() + static_cast<std::ptrdiff_t>(random() % clients.size());
      if (what == 8) (*leaver)->reset();
      clients.erase(leaver);
    }
    if (step % 100 == 99) servers.serve(prepared(spec(protocol_factory<Echo>()), "echo"), 0s);
    loop.context().restart();
    loop.context().poll();
  }
  Client last(loop, port);
  EXPECT_TRUE(last.send("still here"));
  EXPECT_EQ(last.receive(10), "still here");
  loop.run_until_done(servers.stop(0s));
  EXPECT_TRUE(last.closed());
}

}  // namespace
}  // namespace aio::runtime
