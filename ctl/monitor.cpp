// SPDX-License-Identifier: MIT
#include "ctl/monitor.hpp"

#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "conf/write_all.hpp"
#include "ctl/event_source.hpp"
#include "ctl/render.hpp"

namespace aio::ctl {

// Line by line, and not by Output, which holds back what is not all there.
Exit monitor(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  expect_words(line, 0, 1);
  Route route(options);
  route.require_daemon();
  EventSource source(route, options.kinds,
                     line.words.empty() ? std::nullopt : std::optional(line.words[0]));
  const Screen screen = find_screen(options.full);
  while (const auto event = source.next(STDOUT_FILENO)) {
    if (options.quiet) continue;
    const int error = conf::write_all(STDOUT_FILENO, rendered(*event, options.format, screen));
    if (error == EPIPE) break;
    if (error != 0)
      throw Failure(Exit::failed,
                    "cannot write the output: " + std::generic_category().message(error));
  }
  return Exit::done;
}

}  // namespace aio::ctl
