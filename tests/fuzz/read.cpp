// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "conf/config.hpp"
#include "conf/document.hpp"
#include "conf/judge.hpp"
#include "conf/lines.hpp"
#include "tests/fuzz/parts.hpp"
#include "tests/fuzz/properties.hpp"

namespace aio::fuzz {
namespace {

// A reference costs a look-up, and a value may have 100,000 of them: enough of the time is enough.
constexpr std::size_t most_values = 8;

void check_lines(std::string_view text) {
  conf::Lines lines(text);
  std::size_t at = 0;
  std::size_t number = 0;
  while (const auto line = lines.next()) {
    require(line->begin == at && line->number == ++number, "lines follow each other");
    require(line->begin <= line->end && line->end <= line->next, "a line ends behind its begin");
    at = line->next;
  }
  require(at == text.size(), "every byte is in a line");
}

void check_places(const conf::Problems& problems, std::string_view text) {
  std::size_t line = 1;
  for (const conf::Problem& problem : problems) {
    require(problem.place.line >= line, "mistakes are told in the order of their lines");
    line = problem.place.line;
  }
  require(line <= text.size() + 1, "a mistake stands in the text");
}

conf::Config again(const conf::Config& config) {
  conf::Problems problems;
  const auto document = conf::Document::parse("dump", config.dump(conf::Values::raw), problems);
  require(problems.empty(), "a dump has no mistakes");
  return conf::merged(std::vector{document});
}

void read_values(const conf::Config& config) {
  std::size_t left = most_values;
  for (const std::string& section : config.sections()) {
    for (const std::string& option : config.options(section)) {
      if (left-- == 0) return;
      try {
        require(config.get(section, option).has_value(), "an option has a value");
      } catch (const conf::InterpolationError&) {
      }
    }
  }
}

}  // namespace

void read(std::string_view input) {
  std::vector<conf::Document> documents;
  bool sound = true;
  for (const std::string_view text : parts(input, '\xFF')) {
    conf::Problems problems;
    documents.push_back(conf::Document::parse("text", std::string(text), problems));
    require(documents.back().text() == text, "a document keeps every byte");
    check_places(problems, text);
    if (problems.empty()) check_lines(text);
    sound = sound && problems.empty();
  }
  const conf::Config config = conf::merged(documents);
  read_values(config);
  conf::judge(config);
  if (sound) require(again(config) == config, "a dump is read as the Config that it is of");
}

}  // namespace aio::fuzz
