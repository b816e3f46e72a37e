// SPDX-License-Identifier: MIT
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <stdexcept>

#include "bench/message_bus.hpp"
#include "bench/question.hpp"

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;
using Words = std::vector<std::string>;

struct Subject {
  MessageBus bus;
  Aiod aiod{"[listen/all]\none-plain = bench.subject.plain0\n", bus.address()};

  // As it is typed: the bus is that of the user's aiod.
  Words aioctl() const { return {program("aioctl"), "emit", "one-plain", "data"}; }
  Words busctl() const {
    return {"busctl",
            "--address=" + bus.address(),
            "call",
            "org.aio.Runner1",
            "/org/aio/Runner1",
            "org.aio.Runner1.Manager",
            "Emit",
            "ssa{sv}",
            "one-plain",
            "data",
            "0"};
  }
};

double cpu_of_children() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double milliseconds_of(const Words& words, const std::string& runtime_folder) {
  const auto begin = Clock::now();
  Process process = Process::program(words, {"XDG_RUNTIME_DIR=" + runtime_folder});
  if (process.wait() != 0) throw std::runtime_error(words.front() + " failed");
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

// The median of a run from fork to end, and the mean of its CPU time, in milliseconds.
std::vector<double> runs_of(const Words& words,
                            const std::string& runtime_folder,
                            std::chrono::milliseconds time) {
  std::vector<double> all;
  const double cpu = cpu_of_children();
  for (const auto end = Clock::now() + time; all.empty() || Clock::now() < end;)
    all.push_back(milliseconds_of(words, runtime_folder));
  const double used = (cpu_of_children() - cpu) / double(all.size()) * 1e3;
  std::sort(all.begin(), all.end());
  return {all[all.size() / 2], used};
}

Field emit(const Effort& effort) {
  const auto subject = std::make_shared<Subject>();
  const auto run = [=](Words words) {
    return [=] { return runs_of(words, subject->bus.runtime_folder(), effort.slice); };
  };
  return {{{"whole process", "ms"}, {"its CPU", "ms"}},
          {{"busctl call", {}, run(subject->busctl())},
           {"aioctl emit", {{0.60}}, run(subject->aioctl())},
           {"a process, empty", {}, run({"true"})}},
          {subject}};
}

}  // namespace

void add_ctl(Questions& questions) {
  questions.push_back({"ctl/emit", "aioctl emit as a whole", emit});
}

}  // namespace bench
