// SPDX-License-Identifier: MIT
// What lies in a socket when its one event comes is read to its end.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "tests/runtime/noting.hpp"

namespace aio::runtime {
namespace {

using ReceivingTest = NotingServing;

constexpr std::size_t megabyte = 1'000'000;

/// Has a buffer of its own for what comes, of three bytes.
class Frugal final : public Noting {
 public:
  using Noting::Noting;
  std::span<char> receive_buffer() override { return own_; }
  void data_received(std::string_view data) override {
    EXPECT_EQ(data.data(), own_.data());
    seen_.events.push_back(std::string(data));
  }

 private:
  std::array<char, 3> own_{};
};

/// Takes a break after each piece that it hears, until it is told to go on.
class Leisurely final : public Noting {
 public:
  using Noting::Noting;
  void data_received(std::string_view data) override {
    Noting::data_received(data);
    seen_.transport->pause_reading();
  }
};

TEST_F(ReceivingTest, ReadsMoreThanTheBufferHolds) {
  Client client = connected(serve(noting()));
  const std::string sent(megabyte, 'x');
  EXPECT_TRUE(client.send(sent));
  EXPECT_TRUE(until([&] { return seen.data.size() == sent.size(); }));
}

TEST_F(ReceivingTest, HearsOfTheEndThatComesWithTheLastBytes) {
  Client client = connected(serve(noting()));
  EXPECT_TRUE(client.send("last words"));
  client.end_input();
  EXPECT_TRUE(until_lost());
  EXPECT_EQ(seen.data, "last words");
  EXPECT_EQ(seen.events, (std::vector<std::string>{"made", "eof", "lost"}));
}

TEST_F(ReceivingTest, HearsOfAResetThatComesWithTheLastBytes) {
  Client client = connected(serve(noting()));
  EXPECT_TRUE(client.send("last words"));
  client.reset();
  EXPECT_TRUE(until_lost());
}

TEST_F(ReceivingTest, ReadsWhatLiesBehindAnUrgentByte) {
  Client client = connected(serve(noting()));
  EXPECT_TRUE(client.send("before"));
  EXPECT_TRUE(client.send_urgent('!'));
  EXPECT_TRUE(client.send("behind"));
  EXPECT_TRUE(until([this] { return seen.data == "beforebehind"; })) << seen.data;
}

TEST_F(ReceivingTest, PutsTheBytesWhereTheProtocolWantsThem) {
  Client client = connected(serve(noting<Frugal>()));
  EXPECT_TRUE(client.send("hello you"));
  EXPECT_TRUE(until([this] { return seen.events.size() == 4; }));
  EXPECT_EQ(seen.events, (std::vector<std::string>{"made", "hel", "lo ", "you"}));
  EXPECT_TRUE(client.send("x"));
  EXPECT_TRUE(until([this] { return seen.events.back() == "x"; }));
}

TEST_F(ReceivingTest, ReadsWhatCameDuringABreakWhenItIsOver) {
  Client client = connected(serve(noting<Leisurely>()));
  EXPECT_TRUE(client.send("first"));
  EXPECT_TRUE(until([this] { return seen.data == "first"; }));
  EXPECT_TRUE(client.send("second"));
  loop.context().poll();
  EXPECT_EQ(seen.data, "first");
  seen.transport->resume_reading();
  EXPECT_TRUE(until([this] { return seen.data == "firstsecond"; }));
}

TEST_F(ReceivingTest, ReadsAllThroughManyBreaks) {
  Client client = connected(serve(noting<Leisurely>()));
  std::string_view left;
  const std::string sent(megabyte, 'x');
  left = sent;
  EXPECT_TRUE(until([&] {
    if (!left.empty()) client.send_some(left);
    if (seen.transport != nullptr) seen.transport->resume_reading();
    return seen.data.size() == sent.size();
  }));
}

}  // namespace
}  // namespace aio::runtime
