// SPDX-License-Identifier: MIT
#include "ctl/run.hpp"

#include "ctl/aiod.hpp"
#include "ctl/failure.hpp"

namespace aio::ctl {

Exit run(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  if (!line.words.empty())
    throw Failure(Exit::usage, "run takes no words, such as '" + line.words[0] + "'");
  become_aiod(aiod_arguments(options));
}

}  // namespace aio::ctl
