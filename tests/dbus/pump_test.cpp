// SPDX-License-Identifier: MIT
#include "dbus/pump.hpp"

#include <algorithm>
#include <chrono>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <sdbus-c++/sdbus-c++.h>

#include "dbus/connection.hpp"
#include "dbus/raw.hpp"
#include "tests/dbus/peer.hpp"
#include "tests/dbus/test_bus.hpp"

namespace aio::dbus {
namespace {

using namespace std::chrono_literals;

constexpr const char* name = "org.example.Echo";
constexpr const char* path = "/echo";
constexpr const char* interface = "org.example.Echo";

/// An object that a loop in a thread of its own serves by a Pump.
class Served {
 public:
  explicit Served(const std::string& address)
      : connection_(open({Bus::Kind::address, address})),
        object_(sdbus::createObject(*connection_, path)) {
    connection_->requestName(name);  // nobody serves it yet
    object_->registerMethod("Echo").onInterface(interface).implementedAs(
        [](const std::string& text) { return text; });
    object_->registerMethod("Later").onInterface(interface).implementedAs(
        [this](sdbus::Result<std::string>&& result, std::string text) {
          later(std::move(result), std::move(text));
        });
    object_->registerMethod("Large").onInterface(interface).implementedAs([this] {
      most_unsent_ = std::max(most_unsent_, unsent(raw(*connection_)));
      return std::string(1 << 20, 'x');
    });
    object_->finishRegistration();
    pump_.emplace(loop_, *connection_, [this](std::string why) {
      why_.push_back(std::move(why));
      broken_.set_value();
    });
    thread_ = std::thread([this] { loop_.run(); });
  }

  ~Served() {
    boost::asio::post(loop_, [this] { pump_.reset(); });
    guard_.reset();
    thread_.join();
  }

  /// When "Large" was called, and had not answered yet.
  std::uint64_t most_unsent() {
    std::promise<std::uint64_t> answer;
    boost::asio::post(loop_, [&] { answer.set_value(most_unsent_); });
    return answer.get_future().get();
  }

  void wait_until_broken() { broken_.get_future().wait(); }

  /// Runs in the loop, so that what was called before has been called.
  std::vector<std::string> why_broken() {
    std::promise<std::vector<std::string>> answer;
    boost::asio::post(loop_, [&] { answer.set_value(why_); });
    return answer.get_future().get();
  }

 private:
  // Answers in a later turn of the loop, when no message is being processed.
  void later(sdbus::Result<std::string> result, std::string text) {
    boost::asio::post(loop_, [this, result = std::move(result), text = std::move(text)] {
      result.returnResults(text);
      pump_->wake();
    });
  }

  boost::asio::io_context loop_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_{
      loop_.get_executor()};
  std::unique_ptr<sdbus::IConnection> connection_;
  std::unique_ptr<sdbus::IObject> object_;
  std::optional<Pump> pump_;
  std::vector<std::string> why_;
  std::uint64_t most_unsent_ = 0;
  std::promise<void> broken_;
  std::thread thread_;
};

/// A client that waits for its answers, on a connection of its own.
class Client {
 public:
  explicit Client(const std::string& address)
      : connection_(open({Bus::Kind::address, address})),
        proxy_(sdbus::createProxy(*connection_, name, path)) {}

  std::string call(const char* method, const std::string& text) {
    std::string answer;
    proxy_->callMethod(method).onInterface(interface).withArguments(text).storeResultsTo(answer);
    return answer;
  }

 private:
  std::unique_ptr<sdbus::IConnection> connection_;
  std::unique_ptr<sdbus::IProxy> proxy_;
};

TEST(Pump, ServesAnObject) {
  const test::TestBus bus;
  const Served served(bus.address());
  Client client(bus.address());
  EXPECT_EQ(client.call("Echo", "hello"), "hello");
  EXPECT_EQ(client.call("Echo", ""), "");
}

TEST(Pump, SendsAnAnswerThatCameLate) {
  const test::TestBus bus;
  const Served served(bus.address());
  Client client(bus.address());
  for (int i = 0; i < 100; ++i) EXPECT_EQ(client.call("Later", "hello"), "hello");
}

TEST(Pump, MovesMessagesLargerThanASocketsBuffer) {
  const test::TestBus bus;
  const Served served(bus.address());
  Client client(bus.address());
  const std::string large(4 << 20, 'x');
  EXPECT_EQ(client.call("Echo", large), large);
  EXPECT_EQ(client.call("Later", large), large);
}

TEST(Pump, TakesNoMoreCallsWhileItsAnswersAreNotTaken) {
  const test::TestBus bus;
  Served served(bus.address());
  const test::Peer flood(bus.address());
  for (int i = 0; i < 200; ++i) {
    const auto call = flood.message(name, path, interface, "Large");
    std::uint64_t serial = 0;
    ASSERT_GE(sd_bus_send(flood.bus(), call.get(), &serial), 0);  // and the answer is not read
  }
  flood.flush();
  Client client(bus.address());
  EXPECT_EQ(client.call("Echo", "hello"), "hello") << "after all of those";
  EXPECT_LE(served.most_unsent(), 1U);
}

TEST(Pump, ServesManyCallsAtOnce) {
  const test::TestBus bus;
  const Served served(bus.address());
  boost::asio::io_context loop;
  const auto connection = open({Bus::Kind::address, bus.address()});
  const auto proxy = sdbus::createProxy(*connection, name, path);
  Pump pump(loop, *connection, [](const std::string& why) { FAIL() << why; });
  int answered = 0;
  for (int i = 0; i < 1000; ++i)
    proxy->callMethodAsync("Echo")
        .onInterface(interface)
        .withArguments(std::to_string(i))
        .uponReplyInvoke([&, i](const sdbus::Error* error, const std::string& text) {
          EXPECT_EQ(error, nullptr);
          EXPECT_EQ(text, std::to_string(i));
          ++answered;
        });
  pump.wake();
  while (answered < 1000 && loop.run_one_for(10s) > 0) {
  }
  EXPECT_EQ(answered, 1000);
}

TEST(Pump, EndsACallThatNobodyAnswersAtItsLimit) {
  const test::TestBus bus;
  boost::asio::io_context loop;
  const auto silent = open({Bus::Kind::address, bus.address()});  // nobody serves it
  silent->requestName(name);
  const auto connection = open({Bus::Kind::address, bus.address()});
  const auto proxy = sdbus::createProxy(*connection, name, path);
  Pump pump(loop, *connection, [](const std::string& why) { FAIL() << why; });
  std::optional<std::string> error_name;
  proxy->callMethodAsync("Echo")
      .onInterface(interface)
      .withTimeout(50ms)
      .withArguments(std::string("hello"))
      .uponReplyInvoke([&](const sdbus::Error* error, const std::string&) {
        error_name = error != nullptr ? error->getName() : "";
      });
  pump.wake();
  while (!error_name && loop.run_one_for(10s) > 0) {
  }
  EXPECT_EQ(error_name, "org.freedesktop.DBus.Error.NoReply");
}

TEST(Pump, TellsOnceThatTheBusHasGone) {
  test::TestBus bus;
  Served served(bus.address());
  Client(bus.address()).call("Echo", "hello");
  bus.kill();
  served.wait_until_broken();
  const auto why = served.why_broken();
  ASSERT_EQ(why.size(), 1U);
  EXPECT_NE(why[0], "");
}

TEST(Pump, ServesTheConnectionThatIsOpenedAfterTheBusHasGone) {
  const test::Folder folder;
  boost::asio::io_context loop;
  std::optional<Pump> pump;
  std::unique_ptr<sdbus::IConnection> connection;
  bool broken = false;
  const auto connect = [&](const test::TestBus& bus) {
    loop.restart();  // it ended when it had nothing left to wait for
    connection = open({Bus::Kind::address, bus.address()});
    pump.emplace(loop, *connection, [&](const std::string&) {
      pump.reset();  // in its own callback
      broken = true;
    });
  };
  std::optional<test::TestBus> bus(std::in_place, folder.path() / "bus");
  connect(*bus);
  bus->kill();
  while (!broken && loop.run_one_for(10s) > 0) {
  }
  ASSERT_TRUE(broken);
  bus.emplace(folder.path() / "bus");
  broken = false;
  connect(*bus);
  bus->kill();
  while (!broken && loop.run_one_for(10s) > 0) {
  }
  EXPECT_TRUE(broken);
}

TEST(Pump, LeavesALoopWithoutWorkWhenItIsGone) {
  const test::TestBus bus;
  boost::asio::io_context loop;
  const auto connection = open({Bus::Kind::address, bus.address()});
  {
    const Pump pump(loop, *connection, [](const std::string& why) { FAIL() << why; });
    loop.poll();
  }
  loop.restart();
  loop.run_for(10s);
  EXPECT_TRUE(loop.stopped());
}

}  // namespace
}  // namespace aio::dbus
