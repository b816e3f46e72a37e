// SPDX-License-Identifier: MIT
#include "ctl/is_active.hpp"

#include <vector>

#include "ctl/client.hpp"
#include "ctl/items.hpp"
#include "ctl/render.hpp"

namespace aio::ctl {

Exit is_active(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  expect_words(line, 1, 1);
  Client client(options);
  client.require_daemon();
  const std::vector<Item> items = client.candidates(line.words[0]);
  const Item& item = find_item(items, line.words[0]);
  const Activity activity{item.kind, item.name, is_active(item)};
  output.print(rendered(activity, options.format));
  return activity.active ? Exit::done : Exit::not_active;
}

}  // namespace aio::ctl
