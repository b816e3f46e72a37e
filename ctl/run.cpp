// SPDX-License-Identifier: MIT
#include "ctl/run.hpp"

#include "ctl/aiod.hpp"
#include "ctl/failure.hpp"

namespace aio::ctl {

Exit run(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  expect_words(line, 0, 0);
  become_aiod(aiod_arguments(options));
}

}  // namespace aio::ctl
