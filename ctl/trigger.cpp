// SPDX-License-Identifier: MIT
#include "ctl/trigger.hpp"

#include <string>
#include <string_view>

#include "ctl/client.hpp"
#include "ctl/items.hpp"
#include "ctl/render.hpp"

namespace aio::ctl {
namespace {

constexpr std::string_view kind = "schedule/";

std::string bare(const std::string& word) {
  return word.starts_with(kind) ? word.substr(kind.size()) : word;
}

// The common case is one call. What is not there is looked for: its name may begin with "schedule/"
// itself, or it is another's.
Run run_of(Client& client, const std::string& word, bool wait) {
  try {
    return client.trigger(bare(word), wait);
  } catch (const Failure& failure) {
    if (failure.exit() != Exit::not_found) throw;
    const std::string name = find_schedule(client.candidates(word), word).name;
    if (name == bare(word)) throw;
    return client.trigger(name, wait);
  }
}

std::string what_became_of(const Run& run) {
  const std::string end = run.outcome == "failed"    ? "failed"
                          : run.outcome == "timeout" ? "timed out"
                                                     : "was " + run.outcome;
  return "the run of '" + run.schedule + "' " + end + (run.error.empty() ? "" : ": " + run.error);
}

}  // namespace

Exit trigger(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  expect_words(line, 1, 1);
  Client client(options);
  const Run run = run_of(client, line.words[0], !options.no_wait);
  output.print(rendered(run, options.format, find_screen(options.full)));
  if (run.outcome == "ok" || run.outcome == "begun") return Exit::done;
  output.complain({Exit::failed, what_became_of(run)});
  return Exit::failed;
}

}  // namespace aio::ctl
