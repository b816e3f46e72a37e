// SPDX-License-Identifier: MIT
#include "bench/process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace bench {
namespace {

[[noreturn]] void child(const std::function<void(int)>& work, int out) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  try {
    work(out);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "aio-bench: in a child: %s\n", error.what());
    ::_exit(1);
  }
  ::_exit(0);
}

[[noreturn]] void become(std::vector<std::string>& words,
                         std::vector<std::string>& variables,
                         const std::string& errors) {
  ::dup2(::open("/dev/null", O_RDWR | O_CLOEXEC), STDOUT_FILENO);
  ::dup2(::open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), STDERR_FILENO);
  for (std::string& variable : variables) ::putenv(variable.data());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  ::execvp(argv[0], argv.data());
  throw std::system_error(errno, std::generic_category(), words[0]);
}

}  // namespace

Process::Process(const std::function<void(int)>& work) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) < 0) throw std::system_error(errno, std::generic_category(), "pipe");
  pid_ = ::fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid_ == 0) child(work, ends[1]);
  ::close(ends[1]);
  out_ = ends[0];
}

Process Process::program(std::vector<std::string> words,
                         std::vector<std::string> variables,
                         const std::string& errors) {
  return Process([&](int) { become(words, variables, errors); });
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), out_(std::exchange(other.out_, -1)) {}

Process::~Process() {
  if (out_ >= 0) ::close(out_);
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  wait();
}

std::string Process::read_line() {
  std::string line;
  for (char c = 0; ::read(out_, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

bool Process::ended() const {
  siginfo_t info{};
  return ::waitid(P_PID, id_t(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
}

int Process::wait() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

double Process::cpu_seconds() const {
  clockid_t clock = 0;
  timespec time{};
  if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &time) != 0)
    throw std::runtime_error("process " + std::to_string(pid_) + " has ended");
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

double Process::pss_bytes() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/smaps_rollup");
  for (std::string word; file >> word;) {
    double kibibytes = 0;
    if (word == "Pss:" && file >> kibibytes) return kibibytes * 1024;
  }
  throw std::runtime_error("the kernel tells no Pss of process " + std::to_string(pid_));
}

void write_numbers(int out, const std::vector<double>& numbers) {
  std::ostringstream line;
  line.precision(17);
  for (const double number : numbers) line << number << ' ';
  line << '\n';
  const std::string text = line.str();
  if (::write(out, text.data(), text.size()) != ssize_t(text.size())) ::_exit(1);
}

std::vector<double> numbers_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<double> numbers;
  for (double number = 0; stream >> number;) numbers.push_back(number);
  return numbers;
}

std::vector<double> in_a_child(const std::function<std::vector<double>()>& work) {
  Process process([&](int out) { write_numbers(out, work()); });
  const auto numbers = numbers_of(process.read_line());
  if (process.wait() != 0 || numbers.empty()) throw std::runtime_error("a child failed");
  return numbers;
}

}  // namespace bench
