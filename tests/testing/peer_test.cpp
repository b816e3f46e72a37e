// SPDX-License-Identifier: MIT
// Talking to servers that have no port.
#include <aio/testing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <system_error>

namespace authors {
namespace {

using namespace std::chrono_literals;

class Echo final : public aio::Protocol {
  void connection_made(aio::Transport& transport) override { transport_ = &transport; }
  void data_received(std::string_view data) override { transport_->write(data); }
  void datagram_received(std::string_view data, const aio::SocketAddress& from) override {
    transport_->send_to("<" + std::string(data) + ">", from);
  }
  bool eof_received() override {
    transport_->write("bye\n");
    return false;
  }
  aio::Transport* transport_ = nullptr;
};

aio::task<> late(aio::Stream stream) {
  co_await aio::sleep(20s);
  co_await stream.write("late\n");
}

constexpr const char* servers =
    "[server/echo]\nprotocol = my.example.Echo\nport = 80\n"
    "[server/late]\nprotocol = my.example.late\nport = 80\naddress = 127.0.0.2\n"
    "[server/datagrams]\nprotocol = my.example.Echo\ntype = udp\nport = 53\n"
    "[server/made]\nfactory = my.example.factory\nport = 443\n";

struct APeer : testing::Test {
  APeer() {
    app.module("my.example", [](aio::ModuleBuilder& module) {
      module.protocol<Echo>("Echo");
      module.protocol("late", late);
      module.factory("factory",
                     [](std::string, aio::ProtocolFactory, std::string address,
                        std::uint16_t port) -> aio::task<aio::Server> {
                       co_return co_await aio::create_server<Echo>(address, port);
                     });
    });
  }
  aio::testing::App app{servers};
};

TEST_F(APeer, TalksToAServerThatOpensNoPort) {
  auto peer = app.connect("echo");
  peer.write("2 + 2\nand more");
  EXPECT_EQ(peer.read_line(), "2 + 2");
  EXPECT_EQ(peer.read_exactly(3), "and");
  EXPECT_EQ(peer.read(), " more");
  for (const auto& server : aio::app::servers()) EXPECT_EQ(server.port, 0) << server.name;
}

TEST_F(APeer, HearsTheEnd) {
  auto peer = app.connect("echo");
  peer.write("x");
  peer.finish();
  EXPECT_EQ(peer.read_all(), "xbye\n");
  EXPECT_EQ(peer.read(), "");
}

TEST_F(APeer, LetsTheTimePassInWhichItWaits) {
  auto peer = app.connect("late");
  EXPECT_EQ(peer.read_line(), "late");
}

TEST_F(APeer, MissesAnAnswerThatDoesNotCome) {
  auto peer = app.connect("echo");
  EXPECT_THROW(peer.read(), aio::testing::Missed);
}

TEST_F(APeer, SendsAndReceivesDatagrams) {
  auto peer = app.connect("datagrams");
  peer.write("one");
  EXPECT_EQ(peer.read(), "<one>");
  peer.write("");
  EXPECT_EQ(peer.read(), "<>");
}

TEST_F(APeer, TalksToAServerThatAFactoryMade) {
  auto peer = app.connect("made");
  peer.write("made");
  EXPECT_EQ(peer.read(), "made");
}

TEST_F(APeer, CarriesMoreThanTheKernelHolds) {
  auto peer = app.connect("echo");
  const std::string much(1 << 20, 'x');
  std::string answer;
  for (std::size_t at = 0; at < much.size(); at += 65536) {
    peer.write(std::string_view(much).substr(at, 65536));
    answer += peer.read_exactly(65536);
  }
  EXPECT_EQ(answer, much);
}

TEST_F(APeer, IsToldOfAServerThatIsNotThere) {
  try {
    app.connect("ecko");
    FAIL() << "it is there";
  } catch (const aio::Error& error) {
    EXPECT_STREQ(error.what(), "there is no server 'ecko', did you mean 'echo'?");
  }
}

}  // namespace
}  // namespace authors
