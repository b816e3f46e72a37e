// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_program.hpp"

#include <utility>

#include "conf/keys.hpp"
#include "conf/values.hpp"

namespace aio::plan {

ProgramSpec parse_program(std::string_view handler,
                          std::vector<std::string> words,
                          ProgramRole role,
                          Keys& settings) {
  ProgramSpec spec;
  spec.handler = handler;
  spec.words = std::move(words);
  spec.directory = settings.text("directory");
  if (!settings.text("umask").empty()) spec.umask = settings.mode("umask");
  spec.environment = conf::parse_list(settings.text("environment"));
  // A schedule's runs and a listener's calls have their timeout whatever they run.
  if (role == ProgramRole::connection)
    spec.timeout = settings.span_if_any("timeout").value_or(std::chrono::nanoseconds(0));
  spec.kill_after = settings.span("kill_after");
  spec.max_instances = settings.count("max_instances");
  spec.retry = settings.count("retry");
  const auto backoff = conf::parse_span_range(settings.text("backoff"));
  if (!backoff) settings.unsound();
  spec.first_pause = backoff.value_or(conf::SpanRange()).first;
  spec.longest_pause = backoff.value_or(conf::SpanRange()).last;
  return spec;
}

bool is_for_programs(std::string_view option) {
  return conf::is_among("kill_after directory umask environment max_instances retry backoff",
                        option);
}

}  // namespace aio::plan
