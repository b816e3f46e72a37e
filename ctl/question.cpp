// SPDX-License-Identifier: MIT
#include "ctl/question.hpp"

#include <unistd.h>

#include <csignal>

#include "conf/names.hpp"
#include "conf/write_all.hpp"

namespace aio::ctl {
namespace {

/// While it lives, ^C ends what is being read, and not the process.
class Interruptible {
 public:
  Interruptible() {
    struct sigaction action = {};
    action.sa_handler = [](int) {};
    ::sigaction(SIGINT, &action, &before_);
  }
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;
  ~Interruptible() { ::sigaction(SIGINT, &before_, nullptr); }

 private:
  struct sigaction before_ = {};
};

/// Byte by byte, so that nothing is taken of what comes behind the line.
std::optional<std::string> read_line() {
  std::string line;
  for (char c = 0;;) {
    if (::read(STDIN_FILENO, &c, 1) != 1) return std::nullopt;
    if (c == '\n') return line;
    line += c;
  }
}

}  // namespace

bool can_ask() {
  return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

std::optional<char> ask(const std::string& question,
                        std::string_view letters,
                        std::optional<char> usual) {
  const Interruptible interruptible;
  for (;;) {
    conf::write_all(STDERR_FILENO, question);
    const auto line = read_line();
    if (!line) {
      conf::write_all(STDERR_FILENO, "\n");
      return std::nullopt;
    }
    const std::string answer = conf::fold(conf::strip(*line));
    if (answer.empty() && usual) return usual;
    if (!answer.empty() && letters.find(answer.front()) != letters.npos) return answer.front();
  }
}

}  // namespace aio::ctl
