// SPDX-License-Identifier: MIT
#include <csignal>
#include <cstdio>
#include <exception>
#include <stdexcept>

#include "bench/options.hpp"
#include "bench/report.hpp"

namespace bench {
namespace {

Questions all_questions() {
  Questions questions;
  add_tcp(questions);
  add_udp(questions);
  add_emit(questions);
  add_schedules(questions);
  add_bus(questions);
  add_ctl(questions);
  add_programs(questions);
  add_start(questions);
  add_config(questions);
  add_config_of_aiod(questions);
  return questions;
}

bool answer(const Question& question, const Options& options) try {
  const Result result = measure(question, options.effort);
  std::fputs(options.json ? (json(result) + "\n").c_str() : table(result).c_str(), stdout);
  std::fflush(stdout);
  return true;
} catch (const std::exception& error) {
  std::fprintf(stderr, "aio-bench: %s\n", error.what());
  return false;
}

int run(const Options& options) {
  int asked = 0;
  int failed = 0;
  for (const Question& question : all_questions()) {
    if (!options.wants(question.name)) continue;
    ++asked;
    if (options.list)
      std::printf("%s: %s\n", question.name.c_str(), question.title.c_str());
    else
      failed += answer(question, options) ? 0 : 1;
  }
  if (asked == 0)
    throw std::invalid_argument("no question has that in its name; --list shows them");
  return failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) try {
  std::signal(SIGPIPE, SIG_IGN);
  const bench::Options options = bench::parse_options(argc, argv);
  if (options.help) {
    std::fputs(bench::help_text, stdout);
    return 0;
  }
  return bench::run(options);
} catch (const std::invalid_argument& error) {
  std::fprintf(stderr, "aio-bench: %s\n", error.what());
  return 2;
}
