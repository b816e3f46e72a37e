// SPDX-License-Identifier: MIT
#include "ctl/testing/teller.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "conf/write_all.hpp"
#include "ctl/testing/report.hpp"
#include "ctl/text.hpp"

namespace aio::ctl::tests {
namespace {

bool has_cursor() {
  const char* const terminal = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) == 1 && terminal != nullptr &&
         std::string_view(terminal) != "dumb";
}

std::size_t columns() {
  winsize size = {};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

Teller::Teller(Output& output, Telling telling)
    : output_(output),
      telling_(telling),
      has_terminal_(telling != Telling::failures && has_cursor()) {}

void Teller::has_results(const std::vector<Result>& results) {
  clear_line();
  for (const Result& result : results) {
    results_.push_back(result);
    if (telling_ == Telling::all && is_heard_) output_.print(rendered(result));
    if (telling_ == Telling::failures && is_failure(result.verdict))
      conf::write_all(STDERR_FILENO, rendered(result));
  }
  is_heard_ = is_heard_ && output_.flush(Exit::done) == Exit::done;
}

void Teller::is_running(const TestFile& file, std::size_t done, std::size_t all) {
  if (!has_terminal_) return;
  std::string line = "[" + std::to_string(done) + "/" + std::to_string(all) + "] " +
                     visible(file.module + "/" + file.name);
  line.resize(std::min(line.size(), columns() - 1));
  if (line == line_) return;
  clear_line();
  conf::write_all(STDERR_FILENO, line);
  line_ = std::move(line);
}

void Teller::is_stopping() {
  clear_line();
  output_.note("ending what runs; the next signal kills it");
}

// As ECMA-48 has it: back to the first column, and erase to the end.
void Teller::clear_line() {
  if (!std::exchange(line_, {}).empty()) conf::write_all(STDERR_FILENO, "\r\033[K");
}

}  // namespace aio::ctl::tests
