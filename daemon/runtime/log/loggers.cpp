// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/loggers.hpp"

#include <fmt/format.h>
#include <aio/error.hpp>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "conf/names.hpp"
#include "daemon/runtime/log/tree.hpp"

namespace aio::runtime {
namespace {

std::string open_failure(const plan::HandlerSpec& handler, const std::error_code& error) {
  const auto* file = std::get_if<plan::FileTarget>(&handler.target);
  const std::string what = file ? file->path + ": " : "";
  return "log handler '" + handler.name + "' cannot be opened: " + what + error.message();
}

}  // namespace

Loggers::Loggers(MakeOutput make, plan::HandlerSpec standby)
    : make_(std::move(make)), standby_(std::move(standby)) {
  plan::LoggingSpec spec;
  spec.loggers.push_back({.name = "root", .level = log::Level::info});
  spec.default_handler = true;
  commit(prepare(std::move(spec)));
}

Loggers::~Loggers() {
  std::shared_ptr<const Tree> last;
  {
    const std::lock_guard lock(mutex_);
    last = std::exchange(tree_, nullptr);
  }
  for (const auto& channel : last->channels) channel->end();  // all at once, then each is awaited
}

std::shared_ptr<const Loggers::Tree> Loggers::tree() const {
  const std::lock_guard lock(mutex_);
  return tree_;
}

log::Level Loggers::least(std::string_view logger) const noexcept {
  const std::lock_guard lock(mutex_);
  return tree_ ? effective(*tree_, logger) : log::Level::info;
}

log::Level Loggers::own_level(const Tree& tree, std::string_view logger) const {
  if (const auto found = overrides_.find(logger); found != overrides_.end()) return found->second;
  const auto found = tree.loggers.find(logger);
  return found == tree.loggers.end() ? log::Level::notset : found->second.level;
}

log::Level Loggers::effective(const Tree& tree, std::string_view logger) const {
  for (;; logger = parent_of(logger)) {
    const log::Level level = own_level(tree, logger);
    if (level != log::Level::notset || logger == "root") return level;
  }
}

void Loggers::write(log::Record record) noexcept {
  last_lines_.add(record);
  const auto tree = this->tree();
  if (!tree) return;
  const auto shared = std::make_shared<const log::Record>(std::move(record));
  for (const auto& [channel, level] : tree->route(shared->logger))
    if (shared->level >= level) channel->write(shared);
}

// Levels are not asked: a line of the log itself is not to be silenced by one.
void Loggers::tell(std::string text, const std::string& except) noexcept {
  const auto tree = this->tree();
  if (!tree) return;
  const auto record = std::make_shared<const log::Record>(log::Record{
      .level = log::Level::error, .text = std::move(text), .at = std::chrono::system_clock::now()});
  for (const auto& [channel, level] : tree->route("root"))
    if (channel->name() != except) channel->write(record);
}

std::shared_ptr<LogChannel> Loggers::opened(const plan::HandlerSpec& handler) {
  if (const auto now = tree())
    if (auto channel = now->kept(handler)) return channel;
  const std::string name = handler.name;
  return std::make_shared<LogChannel>(name, make_(handler), LogChannel::Limits(),
                                      [this, name](const std::string& what) {
                                        tell(fmt::format("log handler '{}' {}", name, what), name);
                                      });
}

// A root none of whose handlers can be opened has the default one at the least.
void Loggers::stand_by(plan::LoggingSpec& spec, Prepared& prepared) {
  auto& root = spec.loggers.front();
  const auto is_there = [&](const std::string& name) {
    return std::ranges::find(spec.handlers, name, &plan::HandlerSpec::name) != spec.handlers.end();
  };
  if (root.handlers.empty() || std::ranges::any_of(root.handlers, is_there)) return;
  root.handlers.push_back(standby_.name);
  if (is_there(standby_.name)) return;
  prepared.channels.push_back(opened(standby_));
  spec.handlers.push_back(standby_);
}

// Those that go have a moment to write what they have; which of them hang is known no sooner.
void Loggers::refuse_to_leave_more(const std::vector<plan::HandlerSpec>& wanted) const {
  const auto now = tree();
  std::vector<std::shared_ptr<LogChannel>> going;
  if (now) going = now->all_but(wanted);
  if (ending_.size() + going.size() <= most_left_behind) return;
  const auto deadline = std::chrono::steady_clock::now() + LogChannel::patience;
  const auto hangs = [&](const auto& channel) { return !channel->flush(deadline); };
  std::erase_if(going, std::not_fn(hangs));
  const auto left = static_cast<std::size_t>(std::ranges::count_if(ending_, hangs));
  if (going.empty() || left + going.size() <= most_left_behind) return;
  throw Error(
      Fault::refused,
      fmt::format("log handler '{}' cannot be changed or removed: its output takes nothing, "
                  "and no more than {} such may be left behind ({} are)",
                  going.front()->name(), most_left_behind, left));
}

Loggers::Prepared Loggers::prepare(plan::LoggingSpec spec) {
  Prepared prepared;
  std::vector<plan::HandlerSpec> wanted = std::exchange(spec.handlers, {});
  if (spec.default_handler) {
    spec.loggers.front().handlers = {standby_.name};
    const auto same = [&](const auto& handler) { return handler.name == standby_.name; };
    if (std::ranges::none_of(wanted, same)) wanted.push_back(standby_);
  }
  refuse_to_leave_more(wanted);
  for (plan::HandlerSpec& handler : wanted) {
    try {
      prepared.channels.push_back(opened(handler));
      spec.handlers.push_back(std::move(handler));
    } catch (const std::system_error& error) {
      prepared.failures.push_back({handler.place, open_failure(handler, error.code())});
    }
  }
  stand_by(spec, prepared);
  prepared.spec = std::move(spec);
  return prepared;
}

void Loggers::commit(Prepared prepared) {
  const auto before = tree();
  auto next = std::make_shared<Tree>();
  for (std::size_t i = 0; i < prepared.channels.size(); ++i)
    next->add(prepared.spec.handlers[i], prepared.channels[i]);
  for (plan::LoggerSpec& logger : prepared.spec.loggers) next->add(std::move(logger));
  next->find_routes();
  {
    const std::lock_guard lock(mutex_);
    if (before) forget_overridden(*before, *next);
    tree_ = next;
  }
  if (before)
    for (const auto& channel : before->channels)
      if (!next->has(channel)) {
        channel->end();
        ending_.push_back(channel);
      }
  reap();
  log::detail::forget_levels();
}

// A level set at runtime lasts as long as the configuration says the same of that logger.
void Loggers::forget_overridden(const Tree& before, const Tree& after) {
  std::erase_if(overrides_, [&](const auto& override) {
    return before.level(override.first) != after.level(override.first);
  });
}

// One that hangs stays: its end would make the loop wait.
void Loggers::reap() {
  std::erase_if(ending_, [this](const auto& channel) {
    if (!channel->ended()) return false;
    dropped_by_ended_ += channel->dropped();
    return true;
  });
}

void Loggers::reopen() {
  for (const auto& channel : tree()->channels) channel->reopen();
}

std::vector<std::string> Loggers::names() const {
  std::set<std::string, std::less<>> all;
  for (const std::string& name : log::detail::logger_names()) all.insert(name);
  for (const auto& [name, logger] : tree()->loggers) all.insert(name);
  all.erase("root");
  std::vector<std::string> names{"root"};
  names.insert(names.end(), all.begin(), all.end());
  return names;
}

std::vector<LoggerSnapshot> Loggers::loggers() const {
  std::vector<LoggerSnapshot> snapshots;
  const std::vector<std::string> all = names();
  const std::lock_guard lock(mutex_);
  for (const std::string& name : all) {
    LoggerSnapshot snapshot{.name = name, .configured = tree_->level(name)};
    if (const auto live = overrides_.find(name); live != overrides_.end())
      snapshot.live = live->second;
    snapshot.effective = effective(*tree_, name);
    snapshots.push_back(std::move(snapshot));
  }
  return snapshots;
}

std::vector<LogHandlerSnapshot> Loggers::handlers() const {
  std::vector<LogHandlerSnapshot> snapshots;
  for (const auto& channel : tree()->channels)
    snapshots.push_back({channel->name(), channel->dropped()});
  return snapshots;
}

std::uint64_t Loggers::dropped() const {
  std::uint64_t all = dropped_by_ended_;
  for (const auto& channel : tree()->channels) all += channel->dropped();
  for (const auto& channel : ending_) all += channel->dropped();
  return all;
}

void Loggers::level(const std::string& logger, std::optional<log::Level> level) {
  const std::vector<std::string> all = names();
  const auto is_of = [&](const std::string& name) {
    return name == logger || (name.starts_with(logger) && name[logger.size()] == '.');
  };
  if (logger.empty() || std::ranges::none_of(all, is_of)) {
    const auto near = conf::nearest(logger, all);
    throw Error(Fault::not_found, "there is no logger '" + logger + "'" +
                                      (near ? ", did you mean '" + *near + "'?" : ""));
  }
  {
    const std::lock_guard lock(mutex_);
    if (level)
      overrides_.insert_or_assign(logger, *level);
    else
      overrides_.erase(logger);
  }
  log::detail::forget_levels();
}

void Loggers::flush() {
  for (const auto& channel : tree()->channels)
    channel->flush(std::chrono::steady_clock::time_point::max());
}

bool Loggers::flush(std::chrono::milliseconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  bool all = true;
  for (const auto& channel : tree()->channels) all = channel->flush(deadline) && all;
  for (const auto& channel : ending_) all = channel->flush(deadline) && all;
  return all;
}

}  // namespace aio::runtime
