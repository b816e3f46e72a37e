// SPDX-License-Identifier: MIT
#include "bench/bus_load.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "bench/sd_bus.hpp"

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int in_flight = 64;
constexpr std::uint64_t patience = 20'000'000;  // microseconds

class Caller {
 public:
  explicit Caller(const BusLoad& load) : load_(load), bus_(connect(load.address)) {}

  // Microseconds.
  double one_call() {
    const Message call = message();
    sd_bus_message* reply = nullptr;
    const auto begin = Clock::now();
    passed(::sd_bus_call(bus_.get(), call.get(), patience, nullptr, &reply), "Emit");
    const auto took = Clock::now() - begin;
    ::sd_bus_message_unref(reply);
    return std::chrono::duration<double, std::micro>(took).count();
  }

  // How many were answered within that time, with so many on their way all along.
  double many_calls(std::chrono::milliseconds time) {
    answered_ = 0;
    for (int i = 0; i < in_flight; ++i) send();
    const auto end = Clock::now() + time;
    while (Clock::now() < end) turn();
    const int counted = answered_;
    going_on_ = false;
    while (waiting_ > 0) turn();
    if (failed_ > 0) throw std::runtime_error("Emit failed");
    return counted;
  }

 private:
  Message message() {
    sd_bus_message* call = nullptr;
    passed(::sd_bus_message_new_method_call(bus_.get(), &call, load_.destination.c_str(),
                                            "/org/aio/Runner1", "org.aio.Runner1.Manager", "Emit"),
           "call");
    Message owned(call);
    passed(::sd_bus_message_append(call, "ssa{sv}", load_.signal.c_str(), "data", 0), "append");
    return owned;
  }

  void send() {
    const Message call = message();
    passed(::sd_bus_call_async(bus_.get(), nullptr, call.get(), &Caller::answered, this, patience),
           "Emit");
    ++waiting_;
  }

  static int answered(sd_bus_message* reply, void* self, sd_bus_error*) {
    auto& caller = *static_cast<Caller*>(self);
    ++caller.answered_;
    --caller.waiting_;
    if (::sd_bus_message_is_method_error(reply, nullptr) != 0) ++caller.failed_;
    if (caller.going_on_) caller.send();
    return 0;
  }

  void turn() {
    if (passed(::sd_bus_process(bus_.get(), nullptr), "process") == 0)
      passed(::sd_bus_wait(bus_.get(), patience), "wait");
  }

  const BusLoad load_;
  const BusConnection bus_;
  int answered_ = 0;
  int waiting_ = 0;
  int failed_ = 0;
  bool going_on_ = true;
};

double median_call(Caller& caller, std::chrono::milliseconds time) {
  for (int i = 0; i < 10; ++i) caller.one_call();
  std::vector<double> all;
  for (const auto end = Clock::now() + time; all.empty() || Clock::now() < end;)
    all.push_back(caller.one_call());
  std::nth_element(all.begin(), all.begin() + std::ptrdiff_t(all.size() / 2), all.end());
  return all[all.size() / 2];
}

}  // namespace

std::vector<double> apply(const BusLoad& load, const Process& server) {
  return in_a_child([&] {
    Caller caller(load);
    const double median = median_call(caller, load.time / 2);
    const double cpu = server.cpu_seconds();
    const auto begin = Clock::now();
    const double count = caller.many_calls(load.time);
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    return std::vector{median, count / seconds, (server.cpu_seconds() - cpu) / count * 1e6};
  });
}

}  // namespace bench
