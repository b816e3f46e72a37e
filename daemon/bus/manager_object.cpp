// SPDX-License-Identifier: MIT
#include "daemon/bus/manager_object.hpp"

#include <unistd.h>
#include <chrono>
#include <utility>

#include "daemon/bus/shapes.hpp"
#include "daemon/bus/status.hpp"
#include "daemon/runner/log_levels.hpp"
#include "dbus/names.hpp"
#include "dbus/rows.hpp"
#include "dbus/utf8.hpp"

namespace aio::bus {
namespace {

/// Of Python's name; nullopt, which is the configuration's, of none.
std::optional<log::Level> level_of(const std::string& name) {
  if (name.empty()) return std::nullopt;
  if (const auto level = runner::parse_level_name(name)) return level;
  throw sdbus::Error("org.freedesktop.DBus.Error.InvalidArgs",
                     "'" + name + "' is no level: DEBUG, INFO, WARNING, ERROR or CRITICAL");
}

}  // namespace

ManagerObject::ManagerObject(sdbus::IConnection& connection,
                             runner::Runner& runner,
                             std::shared_ptr<Calls> calls,
                             Monitor& monitor,
                             std::string bus)
    : AdaptorInterfaces(connection, dbus::root_path),
      runner_(runner),
      calls_(std::move(calls)),
      monitor_(monitor),
      bus_(std::move(bus)) {
  registerAdaptor();
  told_ = runner_.outline();
}

ManagerObject::~ManagerObject() {
  unregisterAdaptor();
}

void ManagerObject::tell_changes() {
  runner::Snapshot now = runner_.outline();
  std::vector<std::string> changed;
  if (now.state != told_.state) changed.emplace_back("State");
  if (now.problems != told_.problems) changed.emplace_back("Problems");
  if (now.generation != told_.generation) changed.emplace_back("Generation");
  if (now.config_file != told_.config_file) changed.emplace_back("ConfigFile");
  told_ = std::move(now);
  if (!changed.empty()) getObject().emitPropertiesChangedSignal(dbus::manager_interface, changed);
}

void ManagerObject::Emit(sdbus::Result<Outcomes>&& result,
                         std::string signal,
                         std::string data,
                         Options options) {
  const Until until = take_wait(options) ? Until::ended : Until::begun;
  refuse_unknown(options);
  calls_->answer(
      runner_.emit(std::move(signal), std::move(data), until), std::move(result),
      [](auto& to, const std::vector<Outcome>& outcomes) { to.returnResults(shape_of(outcomes)); },
      Calls::most_emits);
}

void ManagerObject::Reload(sdbus::Result<std::uint64_t, Steps>&& result, Options options) {
  refuse_unknown(options);
  calls_->answer(runner_.reload(), std::move(result), [](auto& to, const runner::Change& change) {
    to.returnResults(change.generation, shape_of(change.done));
  });
}

// Nothing here waits: what sdbus-c++ would make of so many values is why the answer is not its own.
void ManagerObject::Status(sdbus::Result<Options, Items>&&, Options options) {
  answered([&] {
    const StatusPart part = status_part(runner_, status_question(std::move(options)));
    dbus::Properties runner = properties_of(runner_.outline());
    runner.push_back({"bus", bus_});
    if (!part.next.empty()) runner.push_back({"next", part.next});
    dbus::answer_rows(calls_->bus(), runner, part.rows);
  });
}

std::tuple<ManagerObject::Records, ManagerObject::Records> ManagerObject::History(
    const std::string& item, const Options& options) {
  return answered([&] {
    Options others = options;
    const bool lines = take<bool>(others, "lines").value_or(true);
    refuse_unknown(others);
    const auto name = item.empty() ? std::nullopt : std::optional(item_of(item, "the item"));
    const runner::ItemHistory history = runner_.history(name);
    return std::tuple(shape_of(history.runs, name), lines ? shape_of(history.lines) : Records());
  });
}

void ManagerObject::Subscribe(const Options& options) {
  answered([&] { monitor_.subscribe(dbus::current_sender(calls_->bus()), wish_of(options)); });
}

void ManagerObject::Unsubscribe(const Options& options) {
  answered([&] {
    refuse_unknown(options);
    monitor_.unsubscribe(dbus::current_sender(calls_->bus()));
  });
}

ManagerObject::LoggerRows ManagerObject::Loggers(const Options& options) {
  return answered([&] {
    refuse_unknown(options);
    return shape_of(runner_.loggers());
  });
}

void ManagerObject::SetLogLevel(const std::string& logger,
                                const std::string& level,
                                const Options& options) {
  answered([&] {
    refuse_unknown(options);
    runner_.log_level(logger, level_of(level));
  });
}

std::string ManagerObject::State() {
  return runner::word(runner_.outline().state);
}

std::vector<std::string> ManagerObject::Problems() {
  return sendable(runner_.outline().problems);
}

std::uint64_t ManagerObject::Generation() {
  return runner_.outline().generation;
}

std::string ManagerObject::ConfigFile() {
  return dbus::sendable(runner_.outline().config_file);
}

std::uint32_t ManagerObject::Pid() {
  return static_cast<std::uint32_t>(getpid());
}

std::string ManagerObject::Version() {
  return AIO_VERSION;
}

std::uint64_t ManagerObject::SinceUsec() {
  return usec(runner_.outline().since);
}

}  // namespace aio::bus
