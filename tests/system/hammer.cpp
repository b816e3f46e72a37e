// SPDX-License-Identifier: MIT
// hammer FILE TARGET...: asks echo servers as fast as they answer, over a new connection each time,
// and beside that over one that it keeps, until SIGTERM. A target is a port of 127.0.0.1 or the
// path of a unix socket. FILE tells at any time, as JSON, how it was so far.
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

using std::chrono::steady_clock;

constexpr int askers_a_target = 2;
constexpr int patience_s = 30;  // longer than any test wants to see
constexpr std::string_view question = "knock";

struct Counts {
  std::atomic<long> answers, refused, cut, late, other, kept_cut, longest_us;
};
Counts counts;
std::atomic<bool> ended;

struct Target {
  sockaddr_storage address{};
  socklen_t size = 0;

  explicit Target(const std::string& text) {
    if (text.starts_with('/')) {
      auto& local = reinterpret_cast<sockaddr_un&>(address);
      local.sun_family = AF_UNIX;
      text.copy(local.sun_path, sizeof local.sun_path - 1);
      size = sizeof local;
    } else {
      auto& ip = reinterpret_cast<sockaddr_in&>(address);
      ip.sin_family = AF_INET;
      ip.sin_port = htons(static_cast<std::uint16_t>(std::stoi(text)));
      ip.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      size = sizeof ip;
    }
  }
};

// From many addresses, so that what the closed connections leave does not use up the ports of one.
void bind_source(int fd) {
  static std::atomic<std::uint32_t> next;
  const int on = 1;
  sockaddr_in source{};
  source.sin_family = AF_INET;
  source.sin_addr.s_addr = htonl(0x7f000101 + next++ % 200);
  setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  if (bind(fd, reinterpret_cast<const sockaddr*>(&source), sizeof source) < 0) ++counts.other;
}

void count_failure(int error) {
  switch (error) {
    case ECONNREFUSED:
    case ENOENT:
      ++counts.refused;
      return;
    case 0:
    case ECONNRESET:
    case EPIPE:
      ++counts.cut;
      return;
    case EAGAIN:
    case ETIMEDOUT:
      ++counts.late;
      return;
    default:
      std::fprintf(stderr, "hammer: %s\n", std::strerror(error));
      ++counts.other;
  }
}

/// A connection, or -1 with the failure counted.
int connected(const Target& target) {
  const int fd = socket(target.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{patience_s, 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);  // of connect(2) too
  if (target.address.ss_family == AF_INET) bind_source(fd);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&target.address), target.size) == 0) return fd;
  count_failure(errno == EINPROGRESS ? ETIMEDOUT : errno);
  close(fd);
  return -1;
}

/// 0, or why there was no answer; -1: the other side has hung up.
int asked(int fd) {
  if (send(fd, question.data(), question.size(), MSG_NOSIGNAL) < 0) return errno;
  char answer[question.size()];
  const ssize_t size = recv(fd, answer, sizeof answer, MSG_WAITALL);
  if (size < 0) return errno;
  return size == static_cast<ssize_t>(sizeof answer) ? 0 : -1;
}

void note_time(steady_clock::time_point began) {
  const auto took = steady_clock::now() - began;
  const long us = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  long longest = counts.longest_us;
  while (us > longest && !counts.longest_us.compare_exchange_weak(longest, us)) {
  }
}

void ask_anew(const Target& target) {
  while (!ended) {
    const auto began = steady_clock::now();
    const int fd = connected(target);
    if (fd < 0) continue;
    const int failure = asked(fd);
    close(fd);
    note_time(began);
    if (failure == 0)
      ++counts.answers;
    else
      count_failure(std::max(failure, 0));
  }
}

void ask_again(const Target& target) {
  int fd = connected(target);
  while (!ended) {
    if (fd < 0 || asked(fd) != 0) {
      ++counts.kept_cut;
      close(fd);
      fd = connected(target);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // it is to be there, not a load
  }
  close(fd);
}

void tell(const std::string& file) {
  std::ofstream(file + ".new") << "{\"answers\":" << counts.answers
                               << ",\"refused\":" << counts.refused << ",\"cut\":" << counts.cut
                               << ",\"late\":" << counts.late << ",\"other\":" << counts.other
                               << ",\"kept_cut\":" << counts.kept_cut
                               << ",\"longest_ms\":" << counts.longest_us / 1000 << "}\n";
  std::filesystem::rename(file + ".new", file);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  std::signal(SIGTERM, [](int) { ended = true; });
  std::vector<Target> targets(words.begin() + 1, words.end());
  std::vector<std::thread> askers;
  for (const Target& target : targets) {
    for (int i = 0; i < askers_a_target; ++i) askers.emplace_back([&target] { ask_anew(target); });
    askers.emplace_back([&target] { ask_again(target); });
  }
  while (!ended) {
    tell(words.front());
    poll(nullptr, 0, 50);
  }
  for (std::thread& asker : askers) asker.join();
  tell(words.front());
}
