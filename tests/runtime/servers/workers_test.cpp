// SPDX-License-Identifier: MIT
// A server with workers: connections on threads of their own, and what they reach of the app.
#include <gmock/gmock.h>
#include <aio/error.hpp>
#include <aio/main_loop.hpp>
#include <aio/sleep.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/runtime/servers/workers_fixture.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST_F(WorkersTest, SpreadsItsConnectionsOverItsThreads) {
  static Threads threads;
  threads.clear();
  class Noted final : public Echo {
    void data_received(std::string_view data) override {
      threads.add();
      Echo::data_received(data);
    }
  };
  const std::uint16_t port = serve(protocol_factory<Noted>(), 4);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 12; ++i) clients.push_back(std::make_unique<Client>(loop, port));
  for (auto& client : clients) client->send("hello");
  for (auto& client : clients) EXPECT_EQ(client->receive(5), "hello");
  EXPECT_EQ(threads.size(), 4U);
  EXPECT_FALSE(threads.contains(std::this_thread::get_id()));
  EXPECT_EQ(shown().connections, 12U);
  EXPECT_EQ(shown().workers, 4U);
  clients.clear();
  EXPECT_TRUE(until([this] { return shown().connections == 0; }));
  EXPECT_EQ(shown().accepted, 12U);
}

TEST_F(WorkersTest, RunsACoroutineOnItsOwnThreadAlsoAfterItSlept) {
  const std::uint16_t port = serve_answers([]() -> task<std::string> {
    const auto before = std::this_thread::get_id();
    co_await sleep(10ms);
    co_return before == std::this_thread::get_id() ? "the same" : "another";
  });
  Client client(loop, port);
  EXPECT_EQ(client.receive_rest(), "the same");
}

TEST_F(WorkersTest, EmitsOnTheMainLoopAndGoesOnOnItsThread) {
  const auto main = std::this_thread::get_id();
  std::vector<std::string> heard;
  signals.listen(
      "seen", ListenerFunction([&heard, main](Signal signal) {
        heard.push_back(main == std::this_thread::get_id() ? signal.data() : "on another thread");
      }));
  const std::uint16_t port = serve_answers([]() -> task<std::string> {
    const auto before = std::this_thread::get_id();
    const auto outcomes = co_await app::emit("seen", "first");
    const auto more = co_await app::emit("seen", "second");
    co_return std::to_string(outcomes.size() + more.size()) +
        (before == std::this_thread::get_id() ? " on its thread" : " on another");
  });
  Client client(loop, port);
  EXPECT_EQ(client.receive_rest(), "2 on its thread");
  EXPECT_THAT(heard, ElementsAre("first", "second"));
}

TEST_F(WorkersTest, SendsInOrder) {
  std::vector<std::string> heard;
  signals.listen("seen",
                 ListenerFunction([&heard](Signal signal) { heard.push_back(signal.data()); }));
  const std::uint16_t port = serve_answers([]() -> task<std::string> {
    Emitter seen("seen");
    app::send("seen", "1");
    seen.send("2");
    app::signals()->send("seen", "3");
    co_await seen.emit("4");
    co_return "sent";
  });
  Client client(loop, port);
  EXPECT_EQ(client.receive_rest(), "sent");
  EXPECT_THAT(heard, ElementsAre("1", "2", "3", "4"));
}

TEST_F(WorkersTest, SeesTheApp) {
  const std::uint16_t port = serve_answers([]() -> task<std::string> {
    co_return app::config()->get("app", "word").value() + " " + app::modules().at(0).name + " " +
        app::servers().at(0).name;
  });
  Client client(loop, port);
  EXPECT_EQ(client.receive_rest(), "hello a.module echo");
}

TEST_F(WorkersTest, ListensAndUnlistens) {
  int heard = 0;
  static std::atomic<int*> counter;
  counter = &heard;
  const std::uint16_t port = serve_answers([]() -> task<std::string> {
    const auto subscription =
        app::signals()->listen("seen", ListenerFunction([](Signal) { ++*counter.load(); }));
    const auto once = co_await app::emit("seen");
    app::signals()->unlisten(subscription);
    const auto never = co_await app::emit("seen");
    co_return std::to_string(once.size()) + std::to_string(never.size());
  });
  Client client(loop, port);
  EXPECT_EQ(client.receive_rest(), "10");
  EXPECT_EQ(heard, 1);
}

TEST_F(WorkersTest, OpensAServer) {
  const std::uint16_t port = serve_answers([]() -> task<std::string> {
    const Server server = co_await create_server<Echo>("127.0.0.1", 0);
    co_return server ? "open" : "none";
  });
  Client client(loop, port);
  EXPECT_EQ(client.receive_rest(), "open");
}

TEST_F(WorkersTest, RunsWorkOfAUsersOnTheMainLoopAndThrowsWhatItThrows) {
  const auto main = std::this_thread::get_id();
  const std::uint16_t port = serve_answers([main]() -> task<std::string> {
    const auto where = [main]() -> task<bool> { co_return main == std::this_thread::get_id(); };
    const auto fail = []() -> task<> {
      co_await sleep(1ms);
      throw std::runtime_error("no");
    };
    const bool there = co_await on_main_loop(where());
    try {
      co_await on_main_loop(fail());
    } catch (const std::runtime_error& error) {
      co_return there ? error.what() : "elsewhere";
    }
    co_return "nothing thrown";
  });
  Client client(loop, port);
  EXPECT_EQ(client.receive_rest(), "no");
}

TEST_F(WorkersTest, CountsAndTellsAProtocolThatThrows) {
  class Throwing final : public Protocol {
    void data_received(std::string_view) override { throw std::runtime_error("cannot"); }
  };
  Client client(loop, serve(protocol_factory<Throwing>(), 2));
  client.send("x");
  EXPECT_TRUE(client.closed());
  EXPECT_TRUE(until([this] { return shown().connections == 0; }));
  EXPECT_EQ(shown().failures, 1U);
  EXPECT_THAT(app.lines(), ElementsAre("server 'echo': cannot, the connection is closed"));
}

TEST_F(WorkersTest, ClosesIdleConnections) {
  Client client(loop, serve(protocol_factory<Echo>(), 2, 40ms));
  EXPECT_TRUE(client.closed());
  EXPECT_TRUE(until([this] { return shown().connections == 0; }));
  EXPECT_EQ(shown().idle_closed, 1U);
}

TEST_F(WorkersTest, RefusesConnectionsOverTheLimitOfAllThreadsTogether) {
  plan::ServerSpec spec{
      .name = "echo",
      .address = "127.0.0.1",
      .protocol = []() -> task<ProtocolFactory> { co_return protocol_factory<Echo>(); },
      .max_connections = 3,
      .workers = 2};
  servers.serve(result_of(loop, servers.prepare(std::move(spec), {})), 10s);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 4; ++i) clients.push_back(std::make_unique<Client>(loop, shown().port));
  EXPECT_TRUE(clients.back()->closed());
  EXPECT_EQ(shown().refused, 1U);
}

TEST_F(WorkersTest, StopsAndAwaitsCoroutinesThatSleepOnItsThreads) {
  static std::atomic<int> cancelled;
  cancelled = 0;
  const auto wait = [](Stream) -> task<> {
    try {
      co_await sleep(1h);
    } catch (const Cancelled&) {
      ++cancelled;
      throw;
    }
  };
  const std::uint16_t port = serve(stream_protocol(wait), 2);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 6; ++i) clients.push_back(std::make_unique<Client>(loop, port));
  ASSERT_TRUE(until([this] { return shown().connections == 6; }));
  loop.run_until_done(servers.stop(0s));
  EXPECT_EQ(cancelled, 6);
  for (auto& client : clients) EXPECT_TRUE(client->closed());
}

TEST_F(WorkersTest, StopsACoroutineThatWaitsForTheMainLoop) {
  static std::atomic<bool> waits;
  waits = false;
  const std::uint16_t port = serve(stream_protocol([](Stream) -> task<> {
                                     const auto rest = []() -> task<> {
                                       waits = true;
                                       co_await sleep(1h);
                                     };
                                     co_await on_main_loop(rest());
                                   }),
                                   2);
  Client client(loop, port);
  ASSERT_TRUE(until([] { return waits.load(); }));
  loop.run_until_done(servers.stop(0s));
  EXPECT_TRUE(client.closed());
}

TEST_F(WorkersTest, AreWatchedForCodeThatHoldsThemUp) {
  LoopWatch watch({}, 50ms);
  servers.watched_by(watch);
  class Blocking final : public Protocol {
    void connection_made(Transport& transport) override { transport_ = &transport; }
    void data_received(std::string_view) override {
      const auto end = std::chrono::steady_clock::now() + 400ms;
      while (std::chrono::steady_clock::now() < end) std::this_thread::yield();
      transport_->close();
    }
    Transport* transport_ = nullptr;
  };
  Client client(loop, serve(protocol_factory<Blocking>(), 2));
  client.send("x");
  EXPECT_TRUE(client.closed());
  EXPECT_TRUE(until([this] {
    return std::ranges::any_of(app.lines(), [](const std::string& line) {
      return line.find("a worker of server/echo") != std::string::npos;
    });
  }));
  loop.run_until_done(servers.stop(0s));
}

TEST_F(WorkersTest, LetsConnectionsDrainOnTheirThreadsWhenItIsReplaced) {
  const std::uint16_t port = serve(protocol_factory<Echo>(), 2);
  Client before(loop, port);
  before.send("one");
  EXPECT_EQ(before.receive(3), "one");
  EXPECT_EQ(serve(protocol_factory<Echo>(), 3), port);
  before.send("two");
  EXPECT_EQ(before.receive(3), "two");
  Client after(loop, port);
  after.send("new");
  EXPECT_EQ(after.receive(3), "new");
  EXPECT_EQ(shown().workers, 3U);
}

// Clients come and go while signals are emitted and the server is replaced: mostly for the thread
// sanitizer to look at.
TEST_F(WorkersTest, OutlivesACrowdThatEmitsWhileTheServerIsReplaced) {
  int heard = 0;
  signals.listen("seen", ListenerFunction([&heard](Signal) { ++heard; }));
  const auto protocol = stream_protocol([](Stream stream) -> task<> {
    char buffer[64];
    while (const std::size_t size = co_await stream.read(buffer)) {
      co_await app::emit("seen", std::string(buffer, size));
      app::servers();
      co_await stream.write({buffer, size});
    }
  });
  std::uint16_t port = serve(protocol, 3);
  std::vector<std::unique_ptr<Client>> clients;
  for (int round = 0; round < 30; ++round) {
    for (int i = 0; i < 5; ++i) clients.push_back(std::make_unique<Client>(loop, port));
    for (auto& client : clients) ASSERT_TRUE(client->send("x"));
    for (auto& client : clients) ASSERT_EQ(client->receive(1), "x");
    clients.erase(clients.begin(), clients.begin() + 4);
    if (round % 5 == 4) port = serve(protocol, 2);
  }
  EXPECT_GT(heard, 30);
  clients.clear();
  loop.run_until_done(servers.stop(0s));
}

}  // namespace
}  // namespace aio::runtime
