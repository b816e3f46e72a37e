// SPDX-License-Identifier: MIT
#include "sdk/src/current_app.hpp"

#include <fmt/format.h>
#include <aio/log.hpp>

#include <cstdio>

namespace aio::log {

bool wanted(Level level) noexcept {
  const Sink* sink = detail::current_sink();
  return sink == nullptr || sink->wants(level);
}

void submit(Level level, std::source_location place, fmt::string_view text, fmt::format_args args) {
  Record record{level, fmt::vformat(text, args), place};
  if (Sink* sink = detail::current_sink())
    sink->write(std::move(record));
  else
    fmt::print(stderr, "{}\n", record.text);
}

}  // namespace aio::log
