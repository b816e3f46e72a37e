// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <aio/sleep.hpp>
#include <aio/stream.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>

#include "tests/runtime/noting.hpp"

namespace aio::runtime {
namespace {

using testing::ElementsAre;
using testing::Le;

constexpr std::size_t mebibyte = 1024 * 1024;

using FlowControlTest = NotingServing;

TEST_F(FlowControlTest, SendsAMebibyteToASlowReaderByteByByteRight) {
  std::string sent;
  for (std::size_t i = 0; sent.size() < mebibyte; ++i) sent += std::to_string(i) + " ";
  Client client = connected(serve(noting()));
  seen.transport->write(sent);
  seen.transport->close();
  EXPECT_EQ(client.receive_rest(), sent);
  EXPECT_TRUE(until_lost());
  EXPECT_EQ(seen.lost, std::error_code());
}

TEST_F(FlowControlTest, EchoesSixtyFourKibibytesWhole) {
  std::string sent(64 * 1024, 'x');
  sent += "end";
  Client client(loop, serve(protocol_factory<Echo>()));
  EXPECT_TRUE(client.send(sent));
  EXPECT_EQ(client.receive(sent.size()), sent);
}

TEST_F(FlowControlTest, PausesTheWriterAboveTheHighMarkAndResumesItAtTheLow) {
  Client client = connected(serve(noting()));
  seen.transport->write_limits(1000, 5000);
  while (seen.transport->buffered() == 0) seen.transport->write(std::string(mebibyte, 'x'));
  EXPECT_THAT(seen.events, ElementsAre("made", "pause"));
  seen.transport->close();
  client.receive_rest();
  EXPECT_TRUE(until_lost());
  EXPECT_THAT(seen.events, ElementsAre("made", "pause", "resume", "lost"));
}

// 8 MiB go in, and nobody reads what comes out: the kernel's two buffers and ours fill, no more.
TEST_F(FlowControlTest, StopsReadingFromAPeerThatDoesNotReadTheAnswers) {
  Transport* transport = nullptr;
  class Exposed final : public Echo {
   public:
    explicit Exposed(Transport*& transport) : exposed_(transport) {}
    void connection_made(Transport& transport) override {
      Echo::connection_made(transport);
      exposed_ = &transport;
    }

   private:
    Transport*& exposed_;
  };
  Client client(loop, serve([&] { return std::make_unique<Exposed>(transport); }));
  const std::string sent(8 * mebibyte, 'x');
  std::string_view to_send = sent;
  std::size_t most_buffered = 0;
  const auto fill = [&] {
    if (transport != nullptr) most_buffered = std::max(most_buffered, transport->buffered());
    return client.send_some(to_send);
  };
  std::size_t received = 0;
  ASSERT_TRUE(until([&] {
    if (fill()) return true;
    // Only when nothing moves any more is anything taken out.
    if (loop.context().poll() == 0 && most_buffered > 0) received += client.receive_some().size();
    return false;
  }));
  EXPECT_THAT(most_buffered, Le(64U * 1024 + 64 * 1024));
  received += client.receive(sent.size() - received).size();
  EXPECT_EQ(received, sent.size());
}

TEST_F(FlowControlTest, ReadsNothingWhileReadingIsPaused) {
  class Pausing final : public Noting {
   public:
    using Noting::Noting;
    void data_received(std::string_view data) override {
      Noting::data_received(data);
      seen_.transport->pause_reading();
    }
  };
  Client client = connected(serve(noting<Pausing>()));
  client.send("first");
  until([this] { return seen.data == "first"; });
  client.send("second");
  EXPECT_EQ(loop.context().poll(), 0U);
  EXPECT_EQ(seen.data, "first");
  seen.transport->resume_reading();
  EXPECT_TRUE(until([this] { return seen.data == "firstsecond"; }));
}

// The kernel's two buffers fill and 64 KiB of ours; when the handler goes on, all of it arrives.
TEST_F(FlowControlTest, StopsReadingWhileACoroutineIsBusy) {
  bool busy = true;
  std::size_t received = 0;
  const auto work = [&](Stream stream) -> task<> {
    char buffer[4096];
    while (busy) co_await sleep(std::chrono::milliseconds(1));
    while (const std::size_t size = co_await stream.read(buffer)) received += size;
  };
  Client client(loop, serve(stream_protocol(work)));
  const std::string sent(32 * mebibyte, 'x');
  std::string_view to_send = sent;
  int idle = 0;
  ASSERT_TRUE(until([&] {
    const std::size_t before = to_send.size();
    client.send_some(to_send);
    idle = before == to_send.size() ? idle + 1 : 0;
    return idle == 200;  // turns in which nothing was taken
  }));
  EXPECT_GT(to_send.size(), mebibyte) << "somebody held it all";
  busy = false;
  EXPECT_TRUE(client.send(to_send));
  client.end_input();
  EXPECT_TRUE(until([&] { return received == sent.size(); }));
}

TEST_F(FlowControlTest, HearsOfAResetAlsoWhileReadingIsPaused) {
  Client client = connected(serve(noting()));
  seen.transport->pause_reading();
  client.reset();
  EXPECT_TRUE(until_lost());
  EXPECT_EQ(seen.lost, std::errc::connection_reset);
}

}  // namespace
}  // namespace aio::runtime
