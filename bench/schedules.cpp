// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "bench/aiod.hpp"
#include "bench/question.hpp"
#include "bench/timer_peers.hpp"

namespace bench {
namespace {

/// So many schedules, whose periods lie evenly between half and one and a half of `every`: after
/// the first of them, what is due is spread over time.
struct Load {
  int count = 1;
  double every = 0.001;

  double period(int i) const { return every * (count == 1 ? 1 : 0.5 + double(i) / count); }
  std::chrono::duration<double> settled() const { return std::chrono::duration<double>(every * 2); }
};

std::vector<double> periods(const Load& load) {
  std::vector<double> all;
  for (int i = 0; i < load.count; ++i) all.push_back(load.period(i));
  return all;
}

std::string sections(const Load& load, const std::string& kind, const std::string& more) {
  std::string text;
  for (int i = 0; i < load.count; ++i)
    text += fmt::format("[{}/{}]\nevery = {:.6f}\nfunc = bench.subject.fire\n{}", kind, i,
                        load.period(i), more);
  return text;
}

class Subject {
 public:
  explicit Subject(const std::string& sections) : aiod_(ask_section() + sections) {}

  const Process& process() const { return aiod_.process(); }
  double number(const std::string& what) const { return std::stod(ask(port_, what)); }

 private:
  std::string ask_section() const {
    return "[server/ask]\nprotocol = bench.subject.ask\nport = " + std::to_string(port_) + "\n";
  }

  std::uint16_t port_ = free_port();
  Aiod aiod_;
};

// CPU time of a firing in microseconds.
template <class Firings>
std::vector<double> cpu_a_firing(const Process& process,
                                 const Load& load,
                                 std::chrono::milliseconds time,
                                 Firings firings) {
  std::this_thread::sleep_for(load.settled());
  const double cpu = process.cpu_seconds();
  const double before = firings();
  std::this_thread::sleep_for(time);
  const double count = firings() - before;
  return {(process.cpu_seconds() - cpu) / count * 1e6};
}

std::vector<double> ours(const Load& load,
                         std::chrono::milliseconds time,
                         const std::string& more) {
  const Subject subject(sections(load, "schedule", more));
  return cpu_a_firing(subject.process(), load, time, [&] { return subject.number("firings"); });
}

std::vector<double> peers(const Load& load, std::chrono::milliseconds time) {
  const TimerPeer peer(periods(load));
  return cpu_a_firing(peer.process(), load, time, [&] { return peer.firings(); });
}

// `exact` is the aim without slack.
Question cpu(int count, double every, double aim, double exact) {
  return {fmt::format("schedules/{}", count), fmt::format("schedules: {}", count),
          [=](const Effort& effort) {
            const Load load{std::max(1, int(count * effort.size)), every};
            const auto time = effort.slice;
            return Field{
                {{"CPU a firing", "us"}},
                {{"Asio steady_timers", {}, [=] { return peers(load, time); }},
                 {"aio schedules", {{aim}}, [=] { return ours(load, time, ""); }},
                 {"aio, slack = 0", {{exact}}, [=] { return ours(load, time, "slack = 0\n"); }}},
                {}};
          }};
}

// What the same sections cost that are no schedules is not the schedules'.
std::vector<double> bytes_of_ours(const Load& load) {
  const double with = Subject(sections(load, "schedule", "")).number("heap");
  const double without = Subject(sections(load, "nothing", "")).number("heap");
  return {(with - without) / load.count};
}

Question memory() {
  return {"schedules/memory", "heap of a schedule besides its section", [](const Effort& effort) {
            const Load load{int(100'000 * effort.size), 3600};
            return Field{{{"memory", "B"}},
                         {{"Asio steady_timer", {}, [=] { return bytes_of_timers(periods(load)); }},
                          {"aio schedule", {{.limit = 200}}, [=] { return bytes_of_ours(load); }}},
                         {}};
          }};
}

}  // namespace

void add_schedules(Questions& questions) {
  questions.push_back(cpu(1, 0.001, 0, 0));
  questions.push_back(cpu(1'000, 0.1, 0, 0));
  questions.push_back(cpu(100'000, 1, 0.15, 1));
  questions.push_back(memory());
}

}  // namespace bench
