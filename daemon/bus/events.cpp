// SPDX-License-Identifier: MIT
#include "daemon/bus/events.hpp"

#include <vector>

#include "daemon/bus/shapes.hpp"
#include "dbus/utf8.hpp"

namespace aio::bus {
namespace {

constexpr std::size_t longest_text = 4096;
constexpr std::size_t most_entries = 100;

std::string text(std::string_view given) {
  return dbus::sendable(given.substr(0, longest_text));
}

std::string text(const char* word) {
  return word;
}

void add(std::vector<std::string>& list, std::string_view entry) {
  if (list.size() < most_entries) list.push_back(text(entry));
}

}  // namespace

const char* word(EventKind kind) {
  switch (kind) {
    case EventKind::run:
      return "run";
    case EventKind::signal:
      return "signal";
    case EventKind::config:
      return "config";
    case EventKind::connection:
      return "connection";
    case EventKind::lost:
      return "lost";
  }
  return "";
}

dbus::Properties details_of(const runtime::RunStarted& run) {
  return {{"state", text("started")}, {"id", run.id}, {"cause", text(run.cause)}};
}

dbus::Properties details_of(const runtime::RunEnded& run) {
  return {{"state", text("ended")},          {"id", run.id},
          {"cause", text(run.cause)},        {"outcome", runtime::word(run.result)},
          {"duration_usec", usec(run.took)}, {"error", text(run.error)}};
}

dbus::Properties skipped_run() {
  return {{"state", text("skipped")}};
}

dbus::Properties missed_runs(std::uint64_t count) {
  return {{"state", text("missed")}, {"count", count}};
}

dbus::Properties begun_emit(const std::string* data) {
  dbus::Properties details{{"state", text("emitted")}};
  if (data != nullptr) details.push_back({"data", text(std::string_view(*data))});
  return details;
}

dbus::Properties details_of(const runtime::EmitEnded& emit) {
  return {{"state", text("ended")},
          {"ok", std::uint64_t{emit.ok}},
          {"failed", std::uint64_t{emit.failed}},
          {"timeout", std::uint64_t{emit.timeout}},
          {"dropped", std::uint64_t{emit.dropped}},
          {"duration_usec", usec(emit.took)}};
}

dbus::Properties details_of(const runner::Change& change) {
  std::vector<std::string> done;
  for (const auto& [action, item] : change.done) add(done, action + " " + item);
  return {{"state", text("applied")}, {"generation", change.generation}, {"done", done}};
}

dbus::Properties refused_change(std::string_view problems) {
  std::vector<std::string> list;
  while (!problems.empty()) {
    const std::size_t end = problems.find('\n');
    if (end != 0) add(list, problems.substr(0, end));
    problems.remove_prefix(end == problems.npos ? problems.size() : end + 1);
  }
  return {{"state", text("refused")}, {"problems", list}};
}

dbus::Properties details_of(const runtime::ConnectionEvent& connection, const char* state) {
  dbus::Properties details{{"state", text(state)},
                           {"peer", text(std::string_view(connection.peer.text()))},
                           {"connections", std::uint64_t{connection.connections}}};
  if (connection.result == Outcome::Result::begun) return details;
  details.push_back({"outcome", runtime::word(connection.result)});
  details.push_back({"error", text(connection.error)});
  return details;
}

dbus::Properties lost_events(std::uint64_t count) {
  return {{"count", count}};
}

}  // namespace aio::bus
