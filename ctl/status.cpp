// SPDX-License-Identifier: MIT
#include "ctl/status.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "ctl/client.hpp"
#include "ctl/items.hpp"
#include "ctl/render.hpp"

namespace aio::ctl {
namespace {

void keep_matching(Snapshot& snapshot, const std::string& pattern) {
  const std::vector<Item> all = snapshot.items;
  std::erase_if(snapshot.items, [&](const Item& item) { return !matches(item, pattern); });
  if (snapshot.items.empty()) throw no_such_item(all, pattern);
}

}  // namespace

Exit status(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  expect_words(line, 0, 1);
  Client client(options);
  client.require_daemon();
  Snapshot snapshot = client.status();
  if (!line.words.empty()) keep_matching(snapshot, line.words[0]);
  output.print(rendered(snapshot, options.format, std::chrono::system_clock::now()));
  if (line.words.empty()) return Exit::done;
  const bool all = std::all_of(snapshot.items.begin(), snapshot.items.end(), is_active);
  return all ? Exit::done : Exit::not_active;
}

}  // namespace aio::ctl
