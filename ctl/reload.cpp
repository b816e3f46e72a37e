// SPDX-License-Identifier: MIT
#include "ctl/reload.hpp"

#include "ctl/client.hpp"
#include "ctl/failure.hpp"
#include "ctl/render.hpp"

namespace aio::ctl {

Exit reload(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  expect_words(line, 0, 0);
  Client client(options);
  client.require_daemon();
  output.print(rendered(client.reload(), options.format));
  return Exit::done;
}

}  // namespace aio::ctl
