// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

#include "bench/aiod.hpp"
#include "bench/config_peers.hpp"
#include "bench/many_schedules.hpp"
#include "bench/process.hpp"
#include "bench/question.hpp"
#include "conf/config.hpp"
#include "conf/document.hpp"

namespace bench {
namespace {

using aio::conf::Config;
using aio::conf::Document;
using aio::conf::Problems;

constexpr const char* file_name = "many.conf";

double cpu_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

Document parsed(std::string text) {
  Problems problems;
  Document document = Document::parse(file_name, std::move(text), problems);
  if (!problems.empty()) throw std::runtime_error(aio::conf::rendered(problems));
  return document;
}

/// What somebody has got who has asked for each value of each section.
struct Values {
  std::size_t count = 0;
  std::size_t characters = 0;
};

Values all_values(const Config& config) {
  Values all;
  for (const std::string& section : config.sections())
    for (const std::string& option : config.options(section)) {
      ++all.count;
      all.characters += config.get(section, option).value().size();
    }
  return all;
}

Document with_values_got(std::string text) {
  Document document = parsed(std::move(text));
  if (all_values(aio::conf::merged({&document, 1})).count == 0)
    throw std::runtime_error("no values");
  return document;
}

// From the file to all its values, as the peer in Python: seconds, values and their characters.
std::vector<double> read_by_us(const Folder& folder) {
  const double begin = cpu_seconds();
  const Document document = parsed(folder.read(file_name));
  const Config config = aio::conf::merged({&document, 1});
  const Values all = all_values(config);
  return {cpu_seconds() - begin, double(all.count), double(all.characters)};
}

struct Subject {
  explicit Subject(int count) : text(many_schedules(count)) {
    folder.write(file_name, text);
    read = in_a_child([this] { return read_by_us(folder); });
  }

  // MB/s of somebody who has read the same as we do.
  std::vector<double> rate(const std::vector<double>& theirs) const {
    if (theirs[1] != read[1] || theirs[2] != read[2])
      throw std::runtime_error(fmt::format("{} values of {} characters, or {} of {}?", theirs[1],
                                           theirs[2], read[1], read[2]));
    return {double(text.size()) / 1e6 / theirs[0]};
  }

  Folder folder;
  std::string text;
  std::vector<double> read;
};

int sections(const Effort& effort, int count) {
  return std::max(1, int(count * effort.size));
}

Field read_everything(const Effort& effort) {
  const auto subject = std::make_shared<Subject>(sections(effort, 50'000));
  const auto ours = [=] { return read_by_us(subject->folder); };
  return {{{"file to values", "MB/s", true}},
          {{"Python ConfigParser",
            {},
            [=] { return subject->rate(read_by_python(subject->folder.path() / file_name)); }},
           {"conf", {{12}}, [=] { return subject->rate(in_a_child(ours)); }}},
          {subject}};
}

std::size_t options_of(std::size_t count) {
  return count;
}

std::size_t options_of(const Document& document) {
  std::size_t count = 0;
  for (const auto& section : document.sections()) count += section.options.size();
  return count;
}

// Milliseconds of CPU time over that many times the text's reading, which has to find `options`.
// What was read is freed when the clock has stopped, as by the peer in Python.
template <class Read>
std::vector<double> time_of(const std::string& text, std::size_t options, int times, Read read) {
  return in_a_child([&] {
    double seconds = 0;
    for (int i = 0; i < times; ++i) {
      std::string copy = text;
      const double begin = cpu_seconds();
      const auto found = read(std::move(copy));
      seconds += cpu_seconds() - begin;
      if (options_of(found) != options)
        throw std::runtime_error(fmt::format("{} options, not {}", options_of(found), options));
    }
    return std::vector{seconds * 1e3};
  });
}

Field parse(const Effort& effort) {
  const int count = sections(effort, 50'000);
  const auto text = std::make_shared<std::string>(many_schedules(count));
  const std::size_t options = options_written(count);
  return {{{"CPU", "ms"}},
          {{"bare inih", {}, [=] { return time_of(*text, options, 1, options_by_inih); }},
           {"conf", {{4}}, [=] { return time_of(*text, options, 1, parsed); }}},
          {text}};
}

Field growth(const Effort& effort) {
  const int few = sections(effort, 10'000);
  const auto time = [](int count, int times) {
    return [=, text = many_schedules(count)] {
      return time_of(text, options_written(count), times, with_values_got);
    };
  };
  return {
      {{"CPU", "ms"}},
      {{"5 times a fifth", {}, time(few, 5)}, {"all at once", {{growth_aim}}, time(few * 5, 1)}},
      {}};
}

}  // namespace

void add_config(Questions& questions) {
  questions.push_back({"config/read", "50,000 sections, every value got", read_everything});
  questions.push_back({"config/parse", "50,000 sections, only read", parse});
  questions.push_back({"config/growth", "50,000 sections, beside 5 times 10,000", growth});
}

}  // namespace bench
