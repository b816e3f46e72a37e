// SPDX-License-Identifier: MIT
#include "sdk/src/current_app.hpp"

#include <fmt/format.h>
#include <aio/item.hpp>
#include <aio/log.hpp>

#include <unistd.h>
#include <cstdio>
#include <map>
#include <mutex>

namespace aio::log {
namespace detail {
namespace {

/// All names that were asked for. A sink answers under its lock, so that none answers after it has
/// gone.
class Nodes {
 public:
  LoggerNode& find(std::string_view name) {
    const std::lock_guard lock(mutex_);
    if (const auto found = nodes_.find(name); found != nodes_.end()) return found->second;
    auto& node = nodes_.try_emplace(std::string(name), std::string(name)).first->second;
    ask(node);
    return node;
  }

  void forget_levels() noexcept {
    const std::lock_guard lock(mutex_);
    for (auto& [name, node] : nodes_) ask(node);
  }

  std::vector<std::string> names() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> names;
    for (const auto& [name, node] : nodes_) names.push_back(name);
    return names;
  }

 private:
  static void ask(LoggerNode& node) noexcept {
    const Sink* sink = aio::detail::current_sink();
    node.least = static_cast<int>(sink ? sink->least(node.name) : Level::notset);
  }

  std::mutex mutex_;
  std::map<std::string, LoggerNode, std::less<>> nodes_;
};

// Never destroyed: a module's static may log at the very end.
Nodes& nodes() {
  static Nodes& all = *new Nodes;
  return all;
}

std::string text_of(const Field::Value& value) {
  return std::visit([](const auto& each) { return fmt::to_string(each); }, value);
}

int this_thread() noexcept {
  static thread_local const int id = gettid();
  return id;
}

}  // namespace

LoggerNode& logger_node(std::string_view name) {
  return nodes().find(name.empty() ? "root" : name);
}

LoggerNode& aio_node() noexcept {
  static LoggerNode& node = nodes().find("aio");
  return node;
}

void forget_levels() noexcept {
  nodes().forget_levels();
}

std::vector<std::string> logger_names() {
  return nodes().names();
}

void submit(const LoggerNode& logger,
            Level level,
            std::source_location place,
            Fields fields,
            fmt::string_view text,
            fmt::format_args args) {
  Record record{.level = level,
                .text = fmt::vformat(text, args),
                .place = place,
                .logger = logger.name,
                .at = std::chrono::system_clock::now(),
                .thread = this_thread()};
  for (const Field& field : fields) record.fields.emplace_back(field.name, text_of(field.value));
  if (const Item* item = aio::detail::current_item()) {
    record.item = item->name;
    record.run = item->run;
  }
  if (Sink* sink = aio::detail::current_sink())
    sink->write(std::move(record));
  else
    fmt::print(stderr, "{}\n", record.text);
}

}  // namespace detail
}  // namespace aio::log
