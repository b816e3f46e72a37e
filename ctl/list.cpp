// SPDX-License-Identifier: MIT
#include "ctl/list.hpp"

#include <chrono>
#include <string>
#include <string_view>

#include "ctl/client.hpp"
#include "ctl/render.hpp"

namespace aio::ctl {
namespace {

/// What list-KINDs lists.
std::string kind_of(std::string_view verb) {
  constexpr std::string_view start = "list-";
  return std::string(verb.substr(start.size(), verb.size() - start.size() - 1));
}

}  // namespace

Exit list(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  expect_words(line, 0, 1);
  const std::string kind = kind_of(line.verb->name);
  Wanted wanted{.kind = kind};
  if (!line.words.empty()) wanted.match = line.words[0];
  Client client(options);
  client.require_daemon();
  const auto items = client.status(wanted).items;
  output.page();
  output.print(rendered(items, kind, options.format, std::chrono::system_clock::now(),
                        find_screen(options.full)));
  return Exit::done;
}

}  // namespace aio::ctl
