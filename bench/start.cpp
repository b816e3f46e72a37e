// SPDX-License-Identifier: MIT
#include <algorithm>

#include "bench/message_bus.hpp"
#include "bench/question.hpp"

namespace bench {
namespace {

struct Subjects {
  MessageBus bus;
  Folder folder;

  Subjects() {
    folder.write("empty.conf", "[aio]\nlog_level = ERROR\n");
    folder.write(
        "module.conf",
        "[aio]\nlog_level = ERROR\nmodules = bench.subject\nmodule_path = " AIO_BENCH_MODULES "\n");
  }

  // Milliseconds to READY, and MiB of Pss when it is.
  std::vector<double> take(std::vector<std::string> words) const {
    const Started started(folder, std::move(words));
    return {started.seconds_to_ready() * 1e3, started.process().pss_bytes() / (1024.0 * 1024)};
  }
  std::vector<double> aiod(const std::string& file) const {
    return take({program("aiod"), "--address=" + bus.address(), "-c", folder.path() / file});
  }
};

// A start takes a few milliseconds: so the median of several.
template <class Take>
std::vector<double> median_of(const Take& take, std::chrono::milliseconds time) {
  std::vector<std::vector<double>> columns(2);
  const auto end = std::chrono::steady_clock::now() + time;
  while (columns[0].empty() || std::chrono::steady_clock::now() < end) {
    const auto taken = take();
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].push_back(taken[i]);
  }
  std::vector<double> medians;
  for (auto& column : columns) {
    std::sort(column.begin(), column.end());
    medians.push_back(column[column.size() / 2]);
  }
  return medians;
}

Field start(const Effort& effort) {
  const auto subjects = std::make_shared<Subjects>();
  const auto median = [time = effort.slice](auto take) {
    return [=] { return median_of(take, time); };
  };
  return {{{"exec to READY", "ms"}, {"memory, Pss", "MiB"}},
          {{"Asio + sdbus-c++", {}, median([=] {
              return subjects->take({AIO_BENCH_BARE, subjects->bus.address()});
            })},
           {"aiod", {{1.3}, {1.5}}, median([=] { return subjects->aiod("empty.conf"); })},
           {"aiod with a module", {}, median([=] { return subjects->aiod("module.conf"); })}},
          {subjects}};
}

}  // namespace

void add_start(Questions& questions) {
  questions.push_back({"start", "from exec to READY, and memory then", start, false});
}

}  // namespace bench
