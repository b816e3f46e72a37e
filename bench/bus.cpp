// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "bench/bus_load.hpp"
#include "bench/message_bus.hpp"
#include "bench/question.hpp"

namespace bench {
namespace {

struct Servers {
  MessageBus bus;
  Process peer{[this](int out) { serve_sd_bus(bus.address(), out); }};
  Aiod aiod{
      "[listen/all]\none-plain = bench.subject.plain0\none-coroutine = "
      "bench.subject.coroutine0\n",
      bus.address()};

  Servers() {
    if (peer.read_line().empty()) throw std::runtime_error("the sd-bus peer did not start");
  }
  BusLoad load(const std::string& destination,
               const std::string& signal,
               std::chrono::milliseconds time) const {
    return {bus.address(), destination, signal, time};
  }
};

Field emit(const Effort& effort) {
  const auto servers = std::make_shared<Servers>();
  const auto ours = [=](const std::string& signal) {
    return [=, &aiod = servers->aiod.process()] {
      return apply(servers->load("org.aio.Runner1", signal, effort.slice), aiod);
    };
  };
  const std::vector<Aim> aims = {{1.05}, {0.97}, {1.10}};
  return {{{"call, median", "us"}, {"64 in flight", "1/s", true}, {"server CPU", "us"}},
          {{"bare sd-bus",
            {},
            [=] {
              return apply(servers->load(peer_bus_name, "one-plain", effort.slice), servers->peer);
            }},
           {"aio, plain", aims, ours("one-plain")},
           {"aio, coroutine", aims, ours("one-coroutine")}},
          {servers}};
}

}  // namespace

void add_bus(Questions& questions) {
  questions.push_back({"bus/emit", "D-Bus Emit to one listener", emit});
}

}  // namespace bench
