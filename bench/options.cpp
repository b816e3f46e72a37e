// SPDX-License-Identifier: MIT
#include "bench/options.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string_view>

namespace bench {
namespace {

int number(std::string_view word, std::string_view option) {
  const std::string_view text = word.substr(option.size());
  int value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || value < 1)
    throw std::invalid_argument("'" + std::string(word) + "' needs a whole number from 1 on");
  return value;
}

constexpr std::string_view rounds_option = "--rounds=";
constexpr std::string_view slice_option = "--slice=";

void take(Options& options, std::string_view word) {
  if (word == "--quick") {
    options.effort = {.rounds = 3, .slice = std::chrono::milliseconds(60), .size = 0.1};
  } else if (word == "--smoke") {
    options.effort = {.rounds = 1, .slice = std::chrono::milliseconds(10), .size = 0.01};
  } else if (word == "--json") {
    options.json = true;
  } else if (word == "--list") {
    options.list = true;
  } else if (word == "--help" || word == "-h") {
    options.help = true;
  } else if (word.starts_with(rounds_option)) {
    options.effort.rounds = number(word, rounds_option);
  } else if (word.starts_with(slice_option)) {
    options.effort.slice = std::chrono::milliseconds(number(word, slice_option));
  } else if (word.starts_with('-')) {
    throw std::invalid_argument("there is no option '" + std::string(word) + "'");
  } else {
    options.filters.emplace_back(word);
  }
}

}  // namespace

const char* const help_text =
    "Usage: aio-bench [OPTION...] [PART...]\n"
    "Measures aio beside its peers, all questions or those with PART in their names.\n\n"
    "      --quick     about a minute for all: fewer rounds, shorter, and less of the many\n"
    "      --rounds=N  how often everybody is measured (7)\n"
    "      --slice=MS  how long one measurement takes, as far as it can choose (300)\n"
    "      --json      one JSON object a line and question\n"
    "      --list      the questions' names\n"
    "      --smoke     only whether everything can be measured\n";

bool Options::wants(const std::string& name) const {
  return filters.empty() || std::ranges::any_of(filters, [&](const std::string& filter) {
           return name.find(filter) != std::string::npos;
         });
}

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) take(options, argv[i]);
  return options;
}

}  // namespace bench
