// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

#include "bench/many_schedules.hpp"
#include "bench/message_bus.hpp"
#include "bench/question.hpp"
#include "bench/sd_bus.hpp"

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;
/// Action and item, as Set answers.
using Done = std::vector<std::pair<std::string, std::string>>;

constexpr std::uint64_t patience = 60'000'000;  // microseconds

/// Milliseconds, and of them those of aiod's CPU.
std::vector<double> load_of(int count, int times) {
  std::vector<double> took{0, 0};
  const std::string text = many_schedules(count);
  for (int i = 0; i < times; ++i) {
    const Aiod aiod(text);
    took[0] += aiod.seconds_to_ready() * 1e3;
    took[1] += aiod.process().cpu_seconds() * 1e3;
  }
  return took;
}

class Setter {
 public:
  Setter(const std::string& bus, int schedules)
      : bus_(connect(bus)), schedules_(schedules), section_(schedule_section(schedules / 2)) {}

  // Throws when anything else was done than this.
  void change_every(const std::string& value) {
    const Done wanted = {{"changed", section_},
                         {"kept", fmt::format("{} schedules", schedules_ - 1)}};
    const Done done = answer(call(value));
    if (done == wanted) return;
    std::string text = "one option was to change, and this was done:";
    for (const auto& [action, item] : done) text += ' ' + action + ' ' + item;
    throw std::runtime_error(text);
  }

 private:
  Message call(const std::string& value) const {
    sd_bus_message* message = nullptr;
    passed(::sd_bus_message_new_method_call(bus_.get(), &message, "org.aio.Runner1",
                                            "/org/aio/Runner1", "org.aio.Runner1.Config", "Set"),
           "call");
    Message owned(message);
    passed(::sd_bus_message_append(message, "a(sss)a{sv}", 1, section_.c_str(), "every",
                                   value.c_str(), 0),
           "append");
    return owned;
  }

  Done answer(const Message& call) const {
    sd_bus_message* reply = nullptr;
    passed(::sd_bus_call(bus_.get(), call.get(), patience, nullptr, &reply), "Set");
    const Message owned(reply);
    std::uint64_t generation = 0;
    passed(::sd_bus_message_read(reply, "t", &generation), "generation");
    passed(::sd_bus_message_enter_container(reply, 'a', "(ss)"), "done");
    Done done;
    const char* action = nullptr;
    const char* item = nullptr;
    while (passed(::sd_bus_message_read(reply, "(ss)", &action, &item), "step") > 0)
      done.emplace_back(action, item);
    return done;
  }

  const BusConnection bus_;
  const int schedules_;
  const std::string section_;
};

class Subject {
 public:
  explicit Subject(int schedules) : schedules_(schedules) {}

  // Of one change, over several; as load_of().
  std::vector<double> change(std::chrono::milliseconds time) const {
    return in_a_child([&] {
      Setter setter(bus_.address(), schedules_);
      setter.change_every("2h");  // when it has answered, the first runs of all schedules are over
      const double cpu = aiod_.process().cpu_seconds();
      const auto begin = Clock::now();
      int changes = 0;
      for (; changes == 0 || Clock::now() < begin + time; ++changes)
        setter.change_every(changes % 2 == 0 ? "4h" : "5h");
      const std::chrono::duration<double, std::milli> took = Clock::now() - begin;
      return std::vector{took.count() / changes,
                         (aiod_.process().cpu_seconds() - cpu) * 1e3 / changes};
    });
  }

 private:
  const int schedules_;
  MessageBus bus_;
  Aiod aiod_{many_schedules(schedules_), bus_.address()};
};

int sections(const Effort& effort, int count) {
  return std::max(10, int(count * effort.size));
}

std::vector<Metric> metrics() {
  return {{"time", "ms"}, {"CPU of aiod", "ms"}};
}

Field change(const Effort& effort) {
  const int count = sections(effort, 10'000);
  const auto subject = std::make_shared<Subject>(count);
  return {metrics(),
          {{"load, exec to READY", {}, [=] { return load_of(count, 1); }},
           {"one option changed", {{0.5}, {0.5}}, [=] { return subject->change(effort.slice); }}},
          {subject}};
}

// What a start takes without any schedules is counted once, as in the one of all.
Field load_growth(const Effort& effort) {
  const int few = sections(effort, 10'000);
  const auto five_times = [=] {
    auto took = load_of(few, 5);
    const auto bare = load_of(0, 4);
    for (std::size_t i = 0; i < took.size(); ++i) took[i] -= bare[i];
    return took;
  };
  return {metrics(),
          {{"5 times a fifth", {}, five_times},
           {"all at once", {{growth_aim}, {growth_aim}}, [=] { return load_of(few * 5, 1); }}},
          {}};
}

Field change_growth(const Effort& effort) {
  const int few = sections(effort, 10'000);
  const auto fifth = std::make_shared<Subject>(few);
  const auto all = std::make_shared<Subject>(few * 5);
  const auto five_times = [=] {
    auto took = fifth->change(effort.slice);
    for (double& each : took) each *= 5;
    return took;
  };
  return {
      metrics(),
      {{"5 times in a fifth", {}, five_times},
       {"once in all", {{growth_aim}, {growth_aim}}, [=] { return all->change(effort.slice); }}},
      {fifth, all}};
}

}  // namespace

void add_config_of_aiod(Questions& questions) {
  questions.push_back({"config/change", "one option of 10,000 schedules", change});
  questions.push_back({"config/load/growth", "aiod's start with 50,000 schedules", load_growth});
  questions.push_back({"config/change/growth", "one option of 50,000 schedules", change_growth});
}

}  // namespace bench
