// SPDX-License-Identifier: MIT
#include "ctl/control.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/client.hpp"
#include "ctl/items.hpp"
#include "ctl/render.hpp"

namespace aio::ctl {
namespace {

struct Verbal {
  std::string_view verb;
  Control control;
  const char* done;
};

const Verbal& verbal(std::string_view verb) {
  static constexpr Verbal all[] = {{"pause", Control::pause, "paused"},
                                   {"resume", Control::resume, "resumed"},
                                   {"start", Control::start, "started"},
                                   {"stop", Control::stop, "stopped"}};
  const Verbal* found = all;
  while (found->verb != verb) ++found;  // the verb table has no others
  return *found;
}

/// KIND/NAME of a kind that can be controlled.
std::optional<ItemName> whole_name(const std::string& word) {
  const std::size_t slash = word.find('/');
  const Item item{word.substr(0, slash), slash == word.npos ? "" : word.substr(slash + 1), {}};
  if (slash == word.npos || !is_controllable(item)) return std::nullopt;
  return ItemName{item.kind, item.name};
}

Failure refusal(const Item& item, const Verbal& how) {
  return {Exit::usage, "'" + full_name(item) + "' cannot be " + how.done,
          std::string(how.verb) + " is for schedules and servers"};
}

ItemName found(Client& client, const std::string& word, const Verbal& how) {
  const std::vector<Item> items = client.candidates(word);
  const Item& item = find_item(items, word);
  if (!is_controllable(item)) throw refusal(item, how);
  return {item.kind, item.name};
}

// A whole name is called as it is, however many items there are. What is not there, or has no kind,
// is looked for among them.
ItemName controlled(Client& client, const std::string& word, const Verbal& how) {
  const auto whole = whole_name(word);
  try {
    const ItemName item = whole ? *whole : found(client, word, how);
    client.control(item, how.control);
    return item;
  } catch (const Failure& failure) {
    if (failure.exit() != Exit::not_found || !whole) throw;
    const ItemName item = found(client, word, how);
    if (item == *whole) throw;
    client.control(item, how.control);
    return item;
  }
}

}  // namespace

Exit control(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  expect_words(line, 1, 1);
  const Verbal& how = verbal(line.verb->name);
  Client client(options);
  client.require_daemon();
  const auto [kind, name] = controlled(client, line.words[0], how);
  output.print(rendered(Action{how.done, kind + "/" + name}, options.format));
  return Exit::done;
}

}  // namespace aio::ctl
