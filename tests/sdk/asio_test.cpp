// SPDX-License-Identifier: MIT
#include "tests/sdk/asio_loop.hpp"
#include "tests/sdk/manual_loop.hpp"

#include <aio/asio.hpp>

#include <gtest/gtest.h>
#include <array>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <tuple>

namespace aio::tests {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;
using Socket = asio::local::stream_protocol::socket;

struct Pair {
  explicit Pair(asio::io_context& context) : near(context), far(context) {
    asio::local::connect_pair(near, far);
  }
  Socket near;
  Socket far;
};

task<> wait(std::chrono::milliseconds span) {
  asio::steady_timer timer(co_await current_io_context(), span);
  co_await timer.async_wait(use_task);
}

task<std::size_t> read_some(Socket& socket, std::string& text) {
  std::array<char, 64> buffer;
  const std::size_t size = co_await socket.async_read_some(asio::buffer(buffer), use_task);
  text.assign(buffer.data(), size);
  co_return size;
}

/// A composed operation: it reads more than once.
task<std::string> read_exactly(Socket& socket, std::size_t size) {
  std::string text(size, '\0');
  co_await asio::async_read(socket, asio::buffer(text), use_task);
  co_return text;
}

task<std::string> outcome_of(task<> work) {
  try {
    co_await std::move(work);
  } catch (const Cancelled&) {
    co_return "cancelled";
  } catch (const boost::system::system_error& error) {
    co_return error.code().message();
  }
  co_return "done";
}

task<> discard_read(Socket& socket) {
  std::string text;
  co_await read_some(socket, text);
}

task<std::thread::id> thread_after_a_visit_to(asio::thread_pool& pool) {
  co_await asio::post(pool, use_task);
  co_return std::this_thread::get_id();
}

/// An operation of our own that completes with whatever the test gives it.
template <class Signature, class... Values>
auto complete_with(asio::io_context& context, Values... values) {
  return asio::async_initiate<const use_task_t, Signature>(
      [&context](auto handler, Values... results) {
        asio::post(context,
                   [handler = std::move(handler), ... results = std::move(results)]() mutable {
                     handler(std::move(results)...);
                   });
      },
      use_task, std::move(values)...);
}

task<std::tuple<int, std::string>> two_results() {
  auto& context = co_await current_io_context();
  co_return co_await complete_with<void(boost::system::error_code, int, std::string)>(
      context, boost::system::error_code(), 7, std::string("seven"));
}

task<int> result_without_a_failure() {
  co_return co_await complete_with<void(int)>(co_await current_io_context(), 23);
}

task<> thrown_by_the_operation() {
  co_await complete_with<void(std::exception_ptr)>(
      co_await current_io_context(), std::make_exception_ptr(std::runtime_error("own")));
}

TEST(AsioBridge, WaitsForATimer) {
  AsioLoop loop;
  Started work(wait(1ms), &loop);
  EXPECT_FALSE(work.over());
  loop.context.run();
  ASSERT_TRUE(work.over());
  work.result();
}

TEST(AsioBridge, GivesTheResultAsAValue) {
  AsioLoop loop;
  Pair pair(loop.context);
  std::string text;
  Started work(read_some(pair.near, text), &loop);
  asio::write(pair.far, asio::buffer("hello", 5));
  loop.context.run();
  EXPECT_EQ(work.result(), 5u);
  EXPECT_EQ(text, "hello");
}

TEST(AsioBridge, AwaitsAComposedOperation) {
  AsioLoop loop;
  Pair pair(loop.context);
  Started work(read_exactly(pair.near, 10), &loop);
  asio::write(pair.far, asio::buffer("hello", 5));
  loop.context.poll();
  EXPECT_FALSE(work.over());
  asio::write(pair.far, asio::buffer("world", 5));
  loop.context.run();
  EXPECT_EQ(work.result(), "helloworld");
}

TEST(AsioBridge, GivesSeveralResultsAsATuple) {
  AsioLoop loop;
  Started work(two_results(), &loop);
  loop.context.run();
  EXPECT_EQ(work.result(), std::make_tuple(7, "seven"));
}

TEST(AsioBridge, TakesAnOperationThatCannotFail) {
  AsioLoop loop;
  Started work(result_without_a_failure(), &loop);
  loop.context.run();
  EXPECT_EQ(work.result(), 23);
}

TEST(AsioBridge, ThrowsAnErrorCode) {
  AsioLoop loop;
  Pair pair(loop.context);
  Started work(outcome_of(discard_read(pair.near)), &loop);
  pair.far.close();
  loop.context.run();
  EXPECT_EQ(work.result(), "End of file");
}

TEST(AsioBridge, ThrowsAnExceptionThatTheOperationEndsWith) {
  AsioLoop loop;
  Started work(thrown_by_the_operation(), &loop);
  loop.context.run();
  EXPECT_THROW(work.result(), std::runtime_error);
}

TEST(AsioBridge, CancelsTheOperationWhenTheTaskIsAskedToStop) {
  AsioLoop loop;
  Pair pair(loop.context);
  Started work(outcome_of(discard_read(pair.near)), &loop);
  work.request_stop();
  EXPECT_FALSE(work.over());
  loop.context.run();
  EXPECT_EQ(work.result(), "cancelled");
}

TEST(AsioBridge, DoesNotBeginInATaskThatWasAskedToStop) {
  AsioLoop loop;
  std::stop_source stop;
  stop.request_stop();
  Started work(outcome_of(wait(1h)), &loop, stop);
  ASSERT_TRUE(work.over());
  EXPECT_EQ(work.result(), "cancelled");
}

TEST(AsioBridge, TellsAnAbortThatNobodyAskedTheTaskForFromAStop) {
  AsioLoop loop;
  Pair pair(loop.context);
  Started work(outcome_of(discard_read(pair.near)), &loop);
  pair.near.cancel();
  loop.context.run();
  EXPECT_EQ(work.result(), "Operation canceled");
}

TEST(AsioBridge, LetsACoroutineBeDestroyedDuringAnOperation) {
  AsioLoop loop;
  Pair pair(loop.context);
  Started work(read_exactly(pair.near, 10), &loop);
  asio::write(pair.far, asio::buffer("hello", 5));
  loop.context.poll();
  work.destroy();
  loop.context.run();
  EXPECT_FALSE(work.over());
}

TEST(AsioBridge, LetsTheContextGoBeforeTheCoroutine) {
  std::optional<AsioLoop> loop(std::in_place);
  Started work(result_without_a_failure(), &*loop);
  loop.reset();
  EXPECT_FALSE(work.over());
  work.destroy();
}

TEST(AsioBridge, GoesOnOnItsOwnLoopAfterAnOperationElsewhere) {
  AsioLoop loop;
  asio::thread_pool pool(1);
  Started work(thread_after_a_visit_to(pool), &loop);
  const auto guard = asio::make_work_guard(loop.context);
  while (!work.over()) loop.context.run_one_for(10s);
  EXPECT_EQ(work.result(), std::this_thread::get_id());
}

}  // namespace
}  // namespace aio::tests
