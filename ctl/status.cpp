// SPDX-License-Identifier: MIT
#include "ctl/status.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "conf/names.hpp"
#include "ctl/client.hpp"
#include "ctl/failure.hpp"
#include "ctl/render.hpp"

namespace aio::ctl {
namespace {

Failure no_such_item(const std::vector<Item>& items, const std::string& pattern) {
  std::vector<std::string> names;
  for (const Item& item : items) {
    names.push_back(item.name);
    names.push_back(item.kind + "/" + item.name);
  }
  const auto near = conf::nearest(pattern, names);
  return {Exit::not_found, "there is no schedule, server, listener or module '" + pattern + "'",
          near ? "did you mean '" + *near + "'?" : std::string()};
}

void keep_matching(Snapshot& snapshot, const std::string& pattern) {
  const std::vector<Item> all = snapshot.items;
  std::erase_if(snapshot.items, [&](const Item& item) { return !matches(item, pattern); });
  if (snapshot.items.empty()) throw no_such_item(all, pattern);
}

}  // namespace

bool matches(const Item& item, const std::string& pattern) {
  const std::string full = item.kind + "/" + item.name;
  return ::fnmatch(pattern.c_str(), full.c_str(), 0) == 0 ||
         ::fnmatch(pattern.c_str(), item.name.c_str(), 0) == 0;
}

bool is_active(const Item& item) {
  if (item.kind == "schedule") return property<bool>(item.properties, "enabled");
  if (item.kind == "server") return property<std::string>(item.properties, "state") == "listening";
  return true;
}

Exit status(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  if (line.words.size() > 1)
    throw Failure(Exit::usage, "status takes one PATTERN, not also '" + line.words[1] + "'");
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
