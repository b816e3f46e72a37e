// SPDX-License-Identifier: MIT
#include "daemon/bus/shapes.hpp"

#include <unistd.h>

#include <chrono>
#include "daemon/runner/log_levels.hpp"
#include "dbus/utf8.hpp"

namespace aio::bus {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;

dbus::Value variant(dbus::Value value) {
  return value;
}

// What runs on monotonic time is told in the time of clocks and calendars; 0: never. The distance
// of the two clocks is taken in whole milliseconds: a time that stays must not seem to change.
std::uint64_t realtime_usec(const std::optional<TimePoint>& due) {
  if (!due) return 0;
  const auto distance = std::chrono::round<std::chrono::milliseconds>(
      std::chrono::system_clock::now().time_since_epoch() -
      std::chrono::steady_clock::now().time_since_epoch());
  return bus::usec(due->time_since_epoch() + distance);
}

Options options_of(const dbus::Properties& facts) {
  Options options;
  for (const dbus::Property& fact : facts) options.emplace(fact.key, dbus::variant_of(fact.value));
  return options;
}

}  // namespace

dbus::Properties properties_of(const runtime::ScheduleSnapshot& schedule) {
  return {{"every_usec", variant(usec(schedule.every))},
          {"func", variant(schedule.handler)},
          {"enabled", variant(schedule.enabled)},
          {"state", variant(schedule.state)},
          {"running", variant(static_cast<std::uint32_t>(schedule.running))},
          {"queued", variant(static_cast<std::uint32_t>(schedule.queued))},
          {"runs", variant(schedule.runs)},
          {"failures", variant(schedule.failures)},
          {"timeouts", variant(schedule.timeouts)},
          {"skipped", variant(schedule.skipped)},
          {"missed", variant(schedule.missed)},
          {"last_cause", variant(schedule.last_cause)},
          {"last_start_usec", variant(realtime_usec(schedule.last_start))},
          {"last_duration_usec", variant(usec(schedule.last_duration))},
          {"last_outcome", variant(schedule.last_outcome)},
          {"last_error", variant(dbus::sendable(schedule.last_error))},
          {"next_usec", variant(realtime_usec(schedule.next_due))}};
}

dbus::Properties properties_of(const runtime::ServerSnapshot& server) {
  const bool unix = is_unix(server.type);
  return {{"type", variant(std::string(word(server.type)))},
          {"address", variant(unix ? std::string() : server.address)},
          {"port", variant(server.port)},
          {"path", variant(unix ? dbus::sendable(server.address) : std::string())},
          {"handler", variant(server.handler)},
          {"state", variant(word(server.state))},
          {"connections", variant(static_cast<std::uint64_t>(server.connections))},
          {"accepted", variant(server.accepted)},
          {"refused", variant(server.refused)},
          {"failures", variant(server.failures)},
          {"idle_closed", variant(server.idle_closed)},
          {"workers", variant(static_cast<std::uint64_t>(server.workers))},
          {"datagrams_received", variant(server.datagrams_received)},
          {"datagrams_sent", variant(server.datagrams_sent)},
          {"datagrams_dropped", variant(server.datagrams_dropped)}};
}

dbus::Properties properties_of(const runtime::SignalSnapshot& signal) {
  std::vector<std::string> handlers;
  for (const auto& listener : signal.listeners) handlers.push_back(listener.handler);
  return {{"handlers", variant(handlers)},
          {"emits", variant(signal.emitted)},
          {"failures", variant(signal.failures)},
          {"timeouts", variant(signal.timeouts)},
          {"dropped", variant(signal.dropped)},
          {"waiting", variant(static_cast<std::uint64_t>(signal.waiting))},
          {"under_way", variant(static_cast<std::uint64_t>(signal.under_way))}};
}

dbus::Properties properties_of(const ModuleInfo& module) {
  return {{"path", variant(dbus::sendable(module.path))}};
}

Options shape_of(const conf::Facts& facts) {
  Options options;
  for (const auto& [name, fact] : facts) {
    if (const auto* const text = std::get_if<std::string>(&fact))
      options.emplace(name, dbus::sendable(*text));
    else
      std::visit([&, &key = name](const auto& held) { options.emplace(key, held); }, fact);
  }
  return options;
}

std::vector<Options> shape_of(const std::vector<conf::Facts>& each) {
  std::vector<Options> all;
  for (const conf::Facts& facts : each) all.push_back(shape_of(facts));
  return all;
}

std::vector<std::string> sendable(const std::vector<std::string>& texts) {
  std::vector<std::string> sent;
  for (const std::string& text : texts) sent.push_back(dbus::sendable(text));
  return sent;
}

std::uint64_t usec(std::chrono::nanoseconds span) {
  return static_cast<std::uint64_t>(duration_cast<microseconds>(span).count());
}

std::uint64_t usec(std::chrono::system_clock::time_point time) {
  return usec(time.time_since_epoch());
}

std::vector<sdbus::Struct<std::string, std::string, std::string, std::uint64_t>> shape_of(
    const std::vector<Outcome>& outcomes) {
  std::vector<sdbus::Struct<std::string, std::string, std::string, std::uint64_t>> shape;
  for (const Outcome& outcome : outcomes)
    shape.emplace_back(outcome.handler, runtime::word(outcome.result),
                       dbus::sendable(outcome.error), usec(outcome.took));
  return shape;
}

std::vector<dbus::Value> shape_of(const runtime::RunOutcome& outcome) {
  return {runtime::word(outcome.result), dbus::sendable(outcome.error), usec(outcome.took)};
}

std::vector<sdbus::Struct<std::string, std::string>> shape_of(
    const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<sdbus::Struct<std::string, std::string>> shape;
  for (const auto& [first, second] : pairs) shape.emplace_back(first, second);
  return shape;
}

std::vector<sdbus::Struct<std::string, std::string, std::string>> shape_of(
    const std::vector<runtime::LoggerSnapshot>& loggers) {
  std::vector<sdbus::Struct<std::string, std::string, std::string>> shape;
  for (const auto& logger : loggers) {
    const bool has_own = logger.own() != log::Level::notset;
    shape.emplace_back(dbus::sendable(logger.name),
                       std::string(has_own ? runner::level_name(logger.own()) : ""),
                       std::string(runner::level_name(logger.effective)));
  }
  return shape;
}

std::vector<Options> shape_of(const std::vector<runtime::RunSnapshot>& runs,
                              const std::optional<runner::ItemName>& item) {
  const bool of_a_listener = item && item->kind == runner::ItemKind::listener;
  std::vector<Options> shape;
  for (const runtime::RunSnapshot& run : runs)
    shape.push_back(
        options_of({{"id", variant(run.id)},
                    {"cause", variant(dbus::sendable(of_a_listener ? item->name : run.cause))},
                    {"start_usec", variant(realtime_usec(run.started))},
                    {"duration_usec", variant(usec(run.took))},
                    {"outcome", variant(run.outcome)},
                    {"error", variant(dbus::sendable(run.error))}}));
  return shape;
}

std::vector<Options> shape_of(const std::vector<runtime::LineSnapshot>& lines) {
  std::vector<Options> shape;
  for (const runtime::LineSnapshot& line : lines)
    shape.push_back(options_of({{"time_usec", variant(usec(line.at))},
                                {"level", variant(std::string(runner::level_name(line.level)))},
                                {"logger", variant(dbus::sendable(std::string(line.logger)))},
                                {"text", variant(dbus::sendable(line.text))},
                                {"run", variant(line.run)}}));
  return shape;
}

dbus::Properties properties_of(const runner::Snapshot& snapshot) {
  return {{"state", variant(runner::word(snapshot.state))},
          {"generation", variant(snapshot.generation)},
          {"pid", variant(static_cast<std::uint32_t>(getpid()))},
          {"version", variant(std::string(AIO_VERSION))},
          {"config_file", variant(dbus::sendable(snapshot.config_file))},
          {"since_usec", variant(usec(snapshot.since))},
          {"problems", variant(sendable(snapshot.problems))},
          {"stalls", variant(snapshot.stall.count)},
          {"last_stall_item", variant(dbus::sendable(snapshot.stall.item))},
          {"last_stall_handler", variant(dbus::sendable(snapshot.stall.handler))},
          {"last_stall_usec",
           variant(snapshot.stall.count > 0 ? usec(snapshot.stall.since) : std::uint64_t{0})},
          {"last_stall_duration_usec", variant(usec(snapshot.stall.lasted))},
          {"log_lines_dropped", variant(snapshot.log_lines_dropped)},
          {"runtime_values", variant(sendable(snapshot.runtime_values))},
          {"revert_usec", variant(snapshot.revert_at ? usec(*snapshot.revert_at) : 0)}};
}

}  // namespace aio::bus
