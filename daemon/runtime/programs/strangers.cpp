// SPDX-License-Identifier: MIT
#include "daemon/runtime/programs/strangers.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <csignal>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/runtime/programs/variables.hpp"

namespace aio::runtime {
namespace {

constexpr std::chrono::milliseconds soon{100};
constexpr std::chrono::seconds for_its_owner{1};
constexpr std::chrono::seconds now_and_then{5};

// The first thread's children, which are not those of the Spawner's.
std::vector<pid_t> strangers() {
  const std::string self = std::to_string(getpid());
  std::ifstream file("/proc/self/task/" + self + "/children");
  std::vector<pid_t> all{std::istream_iterator<pid_t>(file), std::istream_iterator<pid_t>()};
  std::erase_if(all, [](pid_t pid) { return getpgid(pid) == getpgrp(); });
  return all;
}

bool has_ended(pid_t pid) {
  siginfo_t info{};
  return waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == pid;
}

bool has_variables(pid_t pid, std::uint64_t run) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/environ", std::ios::binary);
  std::string text(1, '\0');
  text.append(std::istreambuf_iterator<char>(file), {});
  const auto has = [&](const std::string& variable) {
    return text.find('\0' + variable + '\0') != std::string::npos;
  };
  return has(pid_variable()) && (run == 0 || has(run_variable(run)));
}

}  // namespace

void Strangers::look_soon() {
  look_.start(soon);
}

std::vector<pid_t> Strangers::alive_of(std::uint64_t run, pid_t group) const {
  std::vector<pid_t> all = strangers();
  std::erase_if(all, [&](pid_t pid) {
    const bool belongs = (group != 0 && getpgid(pid) == group) || has_variables(pid, run);
    return !belongs || has_ended(pid);
  });
  return all;
}

// A pid that is a child of ours is its until it was waited for, which only look() does.
void Strangers::signal(const std::vector<pid_t>& processes, int number) const noexcept {
  for (const pid_t pid : processes) kill(pid, number);
}

void Strangers::reap_ended() const noexcept {
  siginfo_t ignored{};
  for (const pid_t pid : strangers())
    waitid(P_PID, static_cast<id_t>(pid), &ignored, WEXITED | WNOHANG);
}

void Strangers::look() {
  const std::vector<pid_t> all = strangers();
  std::set<pid_t> ended;
  for (const pid_t pid : all) {
    if (!has_ended(pid)) continue;
    siginfo_t ignored{};
    if (ended_.contains(pid))
      waitid(P_PID, static_cast<id_t>(pid), &ignored, WEXITED | WNOHANG);
    else
      ended.insert(pid);
  }
  ended_ = std::move(ended);
  if (!ended_.empty())
    look_.start(for_its_owner);
  else if (!all.empty())
    look_.start(now_and_then);
}

}  // namespace aio::runtime
