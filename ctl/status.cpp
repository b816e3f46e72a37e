// SPDX-License-Identifier: MIT
#include "ctl/status.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "conf/item_pattern.hpp"
#include "ctl/client.hpp"
#include "ctl/items.hpp"
#include "ctl/render.hpp"

namespace aio::ctl {
namespace {

Snapshot asked(Client& client, const std::vector<std::string>& words) {
  if (words.empty()) return client.status();
  Snapshot snapshot = client.status({.match = words[0]});
  if (snapshot.items.empty())
    throw no_such_item(client.status({.properties = false}).items, words[0]);
  if (conf::ItemPattern(words[0]).is_name())
    for (Item& item : snapshot.items) item.history = client.history(item);
  return snapshot;
}

}  // namespace

Exit status(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  expect_words(line, 0, 1);
  Client client(options);
  client.require_daemon();
  const Snapshot snapshot = asked(client, line.words);
  const Screen screen = find_screen(options.full);
  const auto now = std::chrono::system_clock::now();
  output.page();
  if (line.words.empty()) {
    output.print(rendered(snapshot, options.format, now, screen));
    return Exit::done;
  }
  output.print(rendered_items(snapshot, options.format, now, screen));
  const bool all = std::all_of(snapshot.items.begin(), snapshot.items.end(), is_active);
  return all ? Exit::done : Exit::not_active;
}

}  // namespace aio::ctl
