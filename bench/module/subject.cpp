// SPDX-License-Identifier: MIT
#include <malloc.h>
#include <time.h>

#include <aio/module.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

// What is measured inside aiod, and the line protocol by which the measurements are asked for.
namespace {

using Clock = std::chrono::steady_clock;

std::uint64_t firings = 0;
std::uint64_t heard = 0;

class Echo final : public aio::Protocol {
 public:
  void connection_made(aio::Transport& transport) override { transport_ = &transport; }
  void data_received(std::string_view data) override { transport_->write(data); }

 private:
  aio::Transport* transport_ = nullptr;
};

class DatagramEcho final : public aio::Protocol {
 public:
  void connection_made(aio::Transport& transport) override { transport_ = &transport; }
  void datagram_received(std::string_view data, const aio::SocketAddress& from) override {
    transport_->send_to(data, from);
  }

 private:
  aio::Transport* transport_ = nullptr;
};

aio::task<> echo(aio::Stream stream) {
  std::array<char, 64 * 1024> buffer;
  while (const std::size_t size = co_await stream.read(buffer))
    co_await stream.write({buffer.data(), size});
}

void fire(const aio::ScheduledEvent&) {
  ++firings;
}

// A function is heard once a signal: so there are ten.
template <int>
void plain(const aio::Signal&) {
  ++heard;
}

template <int>
aio::task<> coroutine(aio::Signal) {
  ++heard;
  co_return;
}

double cpu_nanoseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

// Nanoseconds of CPU time an emit, over that many milliseconds.
aio::task<double> time_emits(std::string signal, int milliseconds) {
  const auto end = Clock::now() + std::chrono::milliseconds(milliseconds);
  const double begin = cpu_nanoseconds();
  std::uint64_t emits = 0;
  for (; Clock::now() < end; emits += 100)
    for (int i = 0; i < 100; ++i) co_await aio::app::emit(signal);
  co_return (cpu_nanoseconds() - begin) / double(emits);
}

// Emits a second, one after the other: how many programs a listener that is one gets to its end.
aio::task<double> rate_of_emits(std::string signal, int milliseconds) {
  const auto begin = Clock::now();
  const auto end = begin + std::chrono::milliseconds(milliseconds);
  std::uint64_t emits = 0;
  for (; Clock::now() < end; ++emits) {
    const auto outcomes = co_await aio::app::emit(signal);
    for (const aio::Outcome& outcome : outcomes)
      if (outcome.result != aio::Outcome::Result::ok) throw std::runtime_error(outcome.error);
  }
  co_return double(emits) / std::chrono::duration<double>(Clock::now() - begin).count();
}

// The same without outcomes.
double time_sends(std::string signal, int milliseconds) {
  const double begin = cpu_nanoseconds();
  const auto end = Clock::now() + std::chrono::milliseconds(milliseconds);
  aio::Emitter emitter(std::move(signal));
  std::uint64_t emits = 0;
  for (; Clock::now() < end; emits += 100)
    for (int i = 0; i < 100; ++i) emitter.send();
  return (cpu_nanoseconds() - begin) / double(emits);
}

double heap_in_use() {
  const struct mallinfo2 heap = mallinfo2();
  return double(heap.uordblks) + double(heap.hblkhd);
}

aio::task<std::string> answer(std::string_view line) {
  if (line == "firings\n") co_return std::to_string(firings);
  if (line == "heap\n") co_return std::to_string(heap_in_use());
  // "emit SIGNAL MILLISECONDS", or "send" or "rate" of the same
  const std::size_t blank = line.rfind(' ');
  const std::string signal(line.substr(5, blank - 5));
  const std::uint64_t before = heard;
  const int milliseconds = std::stoi(std::string(line.substr(blank)));
  if (line.starts_with("rate"))
    co_return std::to_string(co_await rate_of_emits(signal, milliseconds));
  const double took = line.starts_with("send") ? time_sends(signal, milliseconds)
                                               : co_await time_emits(signal, milliseconds);
  if (heard == before) co_return "";
  co_return std::to_string(took);
}

aio::task<> ask(aio::Stream stream) {
  const std::string line = co_await stream.read_until('\n');
  co_await stream.write(co_await answer(line) + "\n");
}

}  // namespace

AIO_MODULE(bench.subject) {
  module.protocol<Echo>("Echo");
  module.protocol<DatagramEcho>("DatagramEcho");
  module.protocol("echo", echo);
  module.protocol("ask", ask);
  module.schedule("fire", fire);
  const auto add = [&]<int... N>(std::integer_sequence<int, N...>) {
    (module.listener("plain" + std::to_string(N), plain<N>), ...);
    (module.listener("coroutine" + std::to_string(N), coroutine<N>), ...);
  };
  add(std::make_integer_sequence<int, 10>());
}
