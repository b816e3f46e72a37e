// SPDX-License-Identifier: MIT
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <string>

#include "bench/aiod.hpp"
#include "bench/question.hpp"

namespace bench {
namespace {

constexpr const char* program_to_run = "/bin/true";

// The least that there is to do: no pipes, no group, no log, nobody else to serve.
double runs_of_posix_spawn(std::chrono::milliseconds time) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  std::uint64_t runs = 0;
  for (; Clock::now() < begin + time; ++runs) {
    char* words[] = {const_cast<char*>(program_to_run), nullptr};
    pid_t pid = 0;
    siginfo_t info{};
    if (::posix_spawn(&pid, program_to_run, nullptr, nullptr, words, environ) != 0 ||
        ::waitid(P_PID, id_t(pid), &info, WEXITED) != 0 || info.si_status != 0)
      throw std::runtime_error("posix_spawn of /bin/true failed");
  }
  return double(runs) / std::chrono::duration<double>(Clock::now() - begin).count();
}

struct Subject {
  std::uint16_t port = free_port();
  Aiod aiod{"[server/ask]\nprotocol = bench.subject.ask\nport = " + std::to_string(port) +
            "\n[listen/all]\nprogram = exec:" + program_to_run + "\n"};
};

}  // namespace

void add_programs(Questions& questions) {
  questions.push_back(
      {"programs", "programs, one after the other", [](const Effort& effort) {
         const auto subject = std::make_shared<Subject>();
         const auto time = effort.slice;
         return Field{
             {{.name = "runs", .unit = "1/s", .more_is_better = true}},
             {{"posix_spawn and waitid",
               {},
               [=] { return in_a_child([=] { return std::vector{runs_of_posix_spawn(time)}; }); }},
              {"aio, a listener exec:/bin/true",
               {{.ratio = 0.7}},
               [=] {
                 return std::vector{
                     std::stod(ask(subject->port, "rate program " + std::to_string(time.count())))};
               }}},
             {subject}};
       }});
}

}  // namespace bench
