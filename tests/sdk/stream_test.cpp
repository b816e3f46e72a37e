// SPDX-License-Identifier: MIT
#include "tests/sdk/fake_transport.hpp"

#include <aio/error.hpp>
#include <aio/sleep.hpp>
#include <aio/stream.hpp>

#include <gtest/gtest.h>
#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace aio::tests {
namespace {

using namespace std::chrono_literals;

const auto reset = std::make_error_code(std::errc::connection_reset);

task<> echo(Stream stream) {
  std::array<char, 8> buffer;
  while (const std::size_t size = co_await stream.read(buffer))
    co_await stream.write({buffer.data(), size});
}

/// As echo, with a buffer that is worth being received into.
task<> echo_much(Stream stream) {
  std::string buffer(16 * 1024, '\0');
  while (const std::size_t size = co_await stream.read(buffer))
    co_await stream.write({buffer.data(), size});
}

task<> answer_lines(Stream stream) {
  for (std::string line; !(line = co_await stream.read_until('\n', 16)).empty();)
    co_await stream.write("<" + line + ">");
}

task<> greet(Stream stream) {
  co_await stream.write("hello " + stream.peer());
}

task<> sleep_then_echo(Stream stream) {
  co_await sleep(1s);
  co_await echo(stream);
}

task<> read_after_closing(Stream stream) {
  stream.close();
  std::array<char, 8> buffer;
  const std::size_t size = co_await stream.read(buffer);
  co_await stream.write("read " + std::to_string(size));
}

task<> read_after_a_failed_write(Stream stream, std::string& read) {
  try {
    co_await stream.write("unsent");
  } catch (const std::system_error&) {
    read += "lost, ";
  }
  std::array<char, 8> buffer;
  for (;;) read.append(buffer.data(), co_await stream.read(buffer));
}

/// How a coroutine's wait ended, in words that the test compares.
std::string ending;

task<> note_ending(Stream stream, std::function<task<>(Stream)> handler) {
  try {
    co_await handler(stream);
    ending = "returned";
  } catch (const Cancelled&) {
    ending = "cancelled";
  } catch (const std::system_error& error) {
    ending = error.code().message();
  } catch (const Error& error) {
    ending = error.what();
  }
}

ProtocolFactory noted(std::function<task<>(Stream)> handler) {
  ending = "still running";
  return stream_protocol([handler](Stream stream) { return note_ending(stream, handler); });
}

/// A loop, and one connection of `handler` on it.
struct Connection {
  explicit Connection(const ProtocolFactory& factory) : transport(factory, loop) {}
  explicit Connection(task<> (*handler)(Stream)) : Connection(stream_protocol(handler)) {}

  ManualLoop loop;
  FakeTransport transport;
};

TEST(Stream, ReadsWhatArrivesWhileItWaits) {
  Connection connection(echo);
  connection.transport.receive("ping");
  EXPECT_EQ(connection.transport.sent, "ping");
  connection.transport.receive("pong");
  EXPECT_EQ(connection.transport.sent, "pingpong");
  EXPECT_FALSE(connection.transport.ended());
}

TEST(Stream, ReadsALongChunkInPiecesAndInOrder) {
  Connection connection(echo);
  connection.transport.receive("one chunk that is longer than the buffer");
  EXPECT_EQ(connection.transport.sent, "one chunk that is longer than the buffer");
}

TEST(Stream, ReceivesStraightIntoALargeBufferThatWaits) {
  Connection connection(echo_much);
  const std::string chunk(20'000, 'x');
  connection.transport.receive(chunk);
  EXPECT_EQ(connection.transport.sent, chunk);
  EXPECT_EQ(connection.transport.received_straight, chunk.size());
}

TEST(Stream, ReceivesNothingIntoABufferThatDoesNotWait) {
  Connection connection(echo_much);
  connection.transport.full();
  connection.transport.receive("first ");
  connection.transport.receive("second ");
  connection.transport.receive("third");
  EXPECT_EQ(connection.transport.received_straight, 6U);
  connection.transport.room();
  EXPECT_EQ(connection.transport.sent, "first second third");
}

TEST(Stream, KeepsWhatArrivesWhileTheCoroutineIsBusy) {
  Connection connection(sleep_then_echo);
  connection.transport.receive("early ");
  connection.transport.receive("words");
  EXPECT_EQ(connection.transport.sent, "");
  connection.loop.pass(1s);
  EXPECT_EQ(connection.transport.sent, "early words");
}

TEST(Stream, ClosesTheConnectionWhenTheCoroutineEnds) {
  Connection connection(greet);
  EXPECT_EQ(connection.transport.sent, "hello 127.0.0.1:40312");
  EXPECT_TRUE(connection.transport.ended());
  EXPECT_TRUE(connection.transport.closed);
}

TEST(Stream, GivesNothingAtTheEndOfTheStreamAfterAllThatCameBefore) {
  Connection connection(sleep_then_echo);
  connection.transport.receive("last");
  connection.transport.end();
  EXPECT_FALSE(connection.transport.closed);
  connection.loop.pass(1s);
  EXPECT_EQ(connection.transport.sent, "last");
  EXPECT_TRUE(connection.transport.closed);
}

TEST(Stream, PausesReadingWhenEnoughWaitsAndResumesWhenTheCoroutineReads) {
  Connection connection(sleep_then_echo);
  const std::string block(32 * 1024, 'x');
  connection.transport.receive(block);
  EXPECT_TRUE(connection.transport.reading);
  connection.transport.receive(block);
  EXPECT_FALSE(connection.transport.reading);
  connection.loop.pass(1s);
  EXPECT_EQ(connection.transport.sent, block + block);
  EXPECT_TRUE(connection.transport.reading);
}

TEST(Stream, ReadsUntilADelimiterAndLeavesTheRest) {
  Connection connection(answer_lines);
  connection.transport.receive("one\ntw");
  EXPECT_EQ(connection.transport.sent, "<one\n>");
  connection.transport.receive("o\nthree\n");
  EXPECT_EQ(connection.transport.sent, "<one\n><two\n><three\n>");
}

TEST(Stream, ReadsTheLastLineWithoutItsDelimiter) {
  Connection connection(answer_lines);
  connection.transport.receive("one\ntwo");
  connection.transport.end();
  EXPECT_EQ(connection.transport.sent, "<one\n><two>");
  EXPECT_TRUE(connection.transport.closed);
}

TEST(Stream, RefusesALineOverItsLimit) {
  Connection connection(noted(answer_lines));
  connection.transport.receive("exactly sixteen\n");
  EXPECT_EQ(connection.transport.sent, "<exactly sixteen\n>");
  connection.transport.receive("seventeen bytes!\n");
  EXPECT_EQ(ending, "no end of line in 16 bytes");
}

TEST(Stream, WaitsInAWriteUntilTheTransportHasRoom) {
  Connection connection(echo);
  connection.transport.full();
  connection.transport.receive("first");
  connection.transport.receive("second");
  EXPECT_EQ(connection.transport.sent, "first");
  connection.transport.room();
  EXPECT_EQ(connection.transport.sent, "firstsecond");
}

TEST(Stream, ThrowsTheReasonWhenTheConnectionIsLostDuringARead) {
  Connection connection(noted(echo));
  connection.transport.lose(reset);
  EXPECT_EQ(ending, "Connection reset by peer");
  EXPECT_TRUE(connection.transport.ended());
}

TEST(Stream, ThrowsTheReasonWhenTheConnectionIsLostDuringAWrite) {
  Connection connection(noted(echo));
  connection.transport.full();
  connection.transport.receive("unsent");
  connection.transport.lose(reset);
  EXPECT_EQ(ending, "Connection reset by peer");
}

TEST(Stream, GivesWhatIsLeftBeforeItThrowsTheReason) {
  std::string read;
  Connection connection(noted([&](Stream stream) -> task<> {
    std::array<char, 8> first;
    co_await stream.read(first);
    co_await read_after_a_failed_write(stream, read);
  }));
  connection.transport.full();
  connection.transport.receive("first");
  connection.transport.receive("leftovers");
  connection.transport.lose(reset);
  EXPECT_EQ(read, "lost, leftovers");
  EXPECT_EQ(ending, "Connection reset by peer");
}

TEST(Stream, SeesTheEndOfTheStreamAfterItsOwnClose) {
  Connection connection(noted(read_after_closing));
  EXPECT_TRUE(connection.transport.closed);
  EXPECT_EQ(ending, "still running");
  connection.transport.lose();
  EXPECT_EQ(ending, "Transport endpoint is not connected");
}

TEST(Stream, ThrowsCancelledInTheNextTurnWhenTheServerStops) {
  Connection connection(noted(echo));
  connection.transport.stop();
  EXPECT_EQ(ending, "still running");
  connection.loop.pass(0s);
  EXPECT_EQ(ending, "cancelled");
  EXPECT_TRUE(connection.transport.closed);
}

TEST(Stream, ThrowsCancelledInAWriteThatWaits) {
  Connection connection(noted(echo));
  connection.transport.full();
  connection.transport.receive("unsent");
  connection.transport.stop();
  connection.loop.pass(0s);
  EXPECT_EQ(ending, "cancelled");
}

TEST(Stream, ThrowsCancelledAtTheNextReadEvenThoughBytesWait) {
  Connection connection(noted(echo));
  connection.transport.stop();
  connection.transport.receive("x");
  EXPECT_EQ(connection.transport.sent, "");
  EXPECT_EQ(ending, "cancelled");
}

TEST(Stream, ThrowsCancelledIntoATaskOfATokenOfItsOwn) {
  std::optional<Stream> kept;
  Connection connection(stream_protocol([&](Stream stream) -> task<> {
    kept = stream;
    co_await sleep(1h);
  }));
  Started<> reader(echo(*kept), &connection.loop);
  connection.transport.receive("heard");
  EXPECT_EQ(connection.transport.sent, "heard");
  reader.request_stop();
  connection.loop.pass(0s);
  ASSERT_TRUE(reader.over());
  EXPECT_THROW(reader.result(), Cancelled);
  EXPECT_FALSE(connection.transport.ended());
}

TEST(Stream, CountsALossThatTheHandlerThrowsInWordsOfItsOwnAsOneToo) {
  Connection connection(stream_protocol([](Stream stream) -> task<> {
    try {
      co_await echo(stream);
    } catch (const std::system_error& error) {
      throw std::system_error(error.code(), "gone");
    }
  }));
  connection.transport.lose(reset);
  ASSERT_TRUE(connection.transport.ended());
  EXPECT_NO_THROW(connection.transport.result());
}

TEST(Stream, LeavesAnotherFailureAfterALossToTheServer) {
  Connection connection(stream_protocol([](Stream stream) -> task<> {
    try {
      co_await echo(stream);
    } catch (const std::system_error&) {
    }
    throw std::runtime_error("rubbish");
  }));
  connection.transport.lose(reset);
  ASSERT_TRUE(connection.transport.ended());
  EXPECT_THROW(connection.transport.result(), std::runtime_error);
}

TEST(Stream, KnowsItsPeerAfterTheLoss) {
  std::string peer;
  Connection connection(stream_protocol([&](Stream stream) -> task<> {
    try {
      co_await echo(stream);
    } catch (const std::system_error&) {
      peer = stream.peer();
    }
  }));
  connection.transport.lose(reset);
  EXPECT_EQ(peer, "127.0.0.1:40312");
}

TEST(Stream, CountsALostConnectionAsTheEndOfItsCoroutineAndNotAsItsFailure) {
  Connection connection(echo);
  connection.transport.lose(reset);
  ASSERT_TRUE(connection.transport.ended());
  EXPECT_NO_THROW(connection.transport.result());
}

TEST(Stream, LeavesAHandlersOwnFailureToTheServer) {
  Connection connection(stream_protocol([](Stream stream) -> task<> {
    co_await stream.write("so far so good");
    throw std::runtime_error("rubbish");
  }));
  ASSERT_TRUE(connection.transport.ended());
  EXPECT_THROW(connection.transport.result(), std::runtime_error);
}

TEST(Stream, SurvivesTheEndOfACoroutineThatWasDestroyedWhileItRead) {
  Connection connection(echo);
  connection.transport.drop_coroutine();
  connection.transport.receive("nobody reads this");
  EXPECT_EQ(connection.transport.sent, "");
}

}  // namespace
}  // namespace aio::tests
