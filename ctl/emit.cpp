// SPDX-License-Identifier: MIT
#include "ctl/emit.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "ctl/client.hpp"
#include "ctl/failure.hpp"
#include "ctl/render.hpp"

namespace aio::ctl {
namespace {

void check(const std::vector<std::string>& words) {
  if (words.empty()) throw Failure(Exit::usage, "emit needs a SIGNAL");
  if (words[0].empty()) throw Failure(Exit::usage, "the SIGNAL is empty");
  if (words.size() > 2)
    throw Failure(Exit::usage, "emit takes SIGNAL and DATA, not also '" + words[2] + "'",
                  "DATA of several words needs quotes");
}

}  // namespace

Exit emit(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  check(line.words);
  const std::string& signal = line.words[0];
  Client client(options);
  const auto outcomes =
      client.emit(signal, line.words.size() > 1 ? line.words[1] : "", !options.no_wait);
  output.print(rendered(outcomes, options.format, find_screen(options.full)));
  if (outcomes.empty()) {
    output.complain({Exit::nobody_listens, "nobody listens to '" + signal + "'"});
    return Exit::nobody_listens;
  }
  const auto bad = std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& outcome) {
    return outcome.result != "ok" && outcome.result != "begun";
  });
  if (bad == 0) return Exit::done;
  output.complain({Exit::failed, std::to_string(bad) + " of " + std::to_string(outcomes.size()) +
                                     (outcomes.size() == 1 ? " listener" : " listeners") +
                                     " did not end well"});
  return Exit::failed;
}

}  // namespace aio::ctl
