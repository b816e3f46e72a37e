// SPDX-License-Identifier: MIT
// An echo that has come into its stride allocates nothing.
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <aio/stream.hpp>

#include <array>
#include <string>

#include "daemon/runtime/loop/descriptor.hpp"
#include "tests/runtime/allocations.hpp"
#include "tests/runtime/servers/serving.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;

/// Sends back what comes, as bytes or as datagrams.
class EchoOfAll final : public Protocol {
  void connection_made(Transport& transport) override { transport_ = &transport; }
  void data_received(std::string_view data) override { transport_->write(data); }
  void datagram_received(std::string_view data, const SocketAddress& from) override {
    transport_->send_to(data, from);
  }
  Transport* transport_ = nullptr;
};

class SteadyPathTest : public Serving {
 protected:
  /// A client without any C++ library in its way.
  Descriptor connected(ServerType type, plan::ServerSpec wanted) {
    wanted.type = type;
    wanted.idle_timeout = is_datagram(type) ? 0s : 1h;
    serve(std::move(wanted));
    const int kind = is_datagram(type) ? SOCK_DGRAM : SOCK_STREAM;
    Descriptor socket(::socket(AF_INET, kind | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const SocketAddress at = SocketAddress::ip("127.0.0.1", servers.snapshot("echo").port);
    const int result = connect(socket.number(), at.data(), at.size());
    EXPECT_TRUE(result == 0 || errno == EINPROGRESS);
    return socket;
  }
  /// One message there and back; false when it takes too long.
  bool echo_once(int fd) {
    std::array<char, 64> buffer{};
    if (send(fd, "0123456789", 10, 0) != 10) return false;
    for (int turns = 0; turns < 10'000; ++turns) {
      loop.context().run_one_for(1ms);
      if (recv(fd, buffer.data(), buffer.size(), 0) == 10) return true;
    }
    return false;
  }
  std::size_t allocations_of_a_hundred(int fd) {
    loop.context().restart();
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(echo_once(fd));
    const std::size_t before = allocations();
    bool echoed = true;
    for (int i = 0; i < 100; ++i) echoed = echo_once(fd) && echoed;
    const std::size_t after = allocations();
    EXPECT_TRUE(echoed);
    return after - before;
  }
};

TEST_F(SteadyPathTest, AProtocolOfAConnectionAllocatesNothing) {
  const Descriptor client = connected(ServerType::tcp, spec(protocol_factory<EchoOfAll>()));
  EXPECT_EQ(allocations_of_a_hundred(client.number()), 0U);
}

TEST_F(SteadyPathTest, ACoroutineOfAConnectionAllocatesNothing) {
  const auto echo = [](Stream stream) -> task<> {
    std::array<char, 1024> buffer;
    while (const std::size_t size = co_await stream.read(buffer))
      co_await stream.write({buffer.data(), size});
  };
  const Descriptor client = connected(ServerType::tcp, spec(stream_protocol(echo)));
  EXPECT_EQ(allocations_of_a_hundred(client.number()), 0U);
}

TEST_F(SteadyPathTest, ADatagramServerAllocatesNothing) {
  const Descriptor client = connected(ServerType::udp, spec(protocol_factory<EchoOfAll>()));
  EXPECT_EQ(allocations_of_a_hundred(client.number()), 0U);
}

TEST_F(SteadyPathTest, TheCountIsOne) {
  const std::size_t before = allocations();
  const auto made = std::make_unique<std::string>("something long enough to need its own memory");
  EXPECT_GE(allocations() - before, 2U);
}

}  // namespace
}  // namespace aio::runtime
