// SPDX-License-Identifier: MIT
#include <time.h>

#include <array>
#include <boost/signals2/signal.hpp>
#include <string>

#include "bench/aiod.hpp"
#include "bench/question.hpp"

namespace bench {
namespace {

/// As much as a listener of aio is told.
struct Told {
  std::string name;
  std::string data;
};

std::uint64_t heard = 0;

template <int>
void listener(const Told&) {
  ++heard;
}

using Signal = boost::signals2::signal<void(const Told&)>;

void connect(Signal& signal, int listeners) {
  constexpr std::array<void (*)(const Told&), 10> all = {
      listener<0>, listener<1>, listener<2>, listener<3>, listener<4>,
      listener<5>, listener<6>, listener<7>, listener<8>, listener<9>};
  for (int i = 0; i < listeners; ++i) signal.connect(all[std::size_t(i)]);
}

double cpu_nanoseconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

double time_signals2(int listeners, std::chrono::milliseconds time) {
  using Clock = std::chrono::steady_clock;
  Signal signal;
  connect(signal, listeners);
  const Told told{"ten-plain", ""};
  const auto end = Clock::now() + time;
  const double begin = cpu_nanoseconds();
  std::uint64_t emits = 0;
  for (; Clock::now() < end; emits += 100)
    for (int i = 0; i < 100; ++i) signal(told);
  return (cpu_nanoseconds() - begin) / double(emits);
}

std::string listeners(const std::string& signal, const std::string& function, int count) {
  std::string text = signal + " =";
  for (int i = 0; i < count; ++i) text += " bench.subject." + function + std::to_string(i) + "\n ";
  return text + "\n";
}

struct Subject {
  std::uint16_t port = free_port();
  Aiod aiod{"[server/ask]\nprotocol = bench.subject.ask\nport = " + std::to_string(port) +
            "\n[listen/all]\n" + listeners("one-plain", "plain", 1) +
            listeners("ten-plain", "plain", 10) + listeners("one-coroutine", "coroutine", 1) +
            listeners("ten-coroutine", "coroutine", 10)};

  double time(const std::string& verb,
              const std::string& signal,
              std::chrono::milliseconds time) const {
    return std::stod(ask(port, verb + " " + signal + " " + std::to_string(time.count())));
  }
};

Question emit(int listeners, const std::string& word, double plain, double coroutine) {
  return {"emit/" + std::to_string(listeners),
          "emit inside aiod, listeners: " + std::to_string(listeners), [=](const Effort& effort) {
            const auto subject = std::make_shared<Subject>();
            const auto ours = [=](const std::string& verb, const std::string& kind) {
              return
                  [=] { return std::vector{subject->time(verb, word + "-" + kind, effort.slice)}; };
            };
            return Field{{{"CPU an emit", "ns"}},
                         {{"boost::signals2",
                           {},
                           [=] {
                             return in_a_child([=] {
                               return std::vector{time_signals2(listeners, effort.slice)};
                             });
                           }},
                          {"aio send, plain functions", {{plain}}, ours("send", "plain")},
                          {"aio send, coroutines", {{coroutine}}, ours("send", "coroutine")},
                          {"aio emit with outcomes, plain", {}, ours("emit", "plain")},
                          {"aio emit with outcomes, coroutines", {}, ours("emit", "coroutine")}},
                         {subject}};
          }};
}

}  // namespace

void add_emit(Questions& questions) {
  questions.push_back(emit(1, "one", 0.25, 1));
  questions.push_back(emit(10, "ten", 0.35, 1));
}

}  // namespace bench
