// SPDX-License-Identifier: MIT
#include "bench/many_schedules.hpp"

#include <fmt/format.h>

namespace bench {
namespace {

constexpr const char* head = R"(# Where the feeds come from, and where they go.
[DEFAULT]
x-site = https://feeds.example
x-patience = 30s

[paths]
root = /srv/feeds
data = ${root}/data

)";

constexpr const char* section =
    R"(# Feed {0}: looks for what is new, and leaves it in a folder of its own.
[{1}]
every = 1h
func = bench.subject.fire
timeout = ${{x-patience}}
overlap = skip
x-folder = ${{paths:data}}/feed-{0}
; As it is since the move to the new site.
x-url = ${{x-site}}/feeds/{0}?format=short

)";

constexpr int options_of_head = 4;
constexpr int options_of_section = 6;

}  // namespace

std::string many_schedules(int count) {
  std::string text = head;
  for (int i = 0; i < count; ++i) text += fmt::format(section, i, schedule_section(i));
  return text;
}

std::string schedule_section(int number) {
  return fmt::format("schedule/feed-{}", number);
}

std::size_t options_written(int count) {
  return options_of_head + std::size_t(count) * options_of_section;
}

}  // namespace bench
