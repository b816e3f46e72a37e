// SPDX-License-Identifier: MIT
#include "daemon/bus/news.hpp"

#include <aio/log.hpp>

#include <exception>

#include "daemon/bus/monitor.hpp"
#include "daemon/bus/teller.hpp"

namespace aio::bus {

using runner::ItemKind;

namespace {

/// "beat" of "schedule/beat".
std::string_view name_of(std::string_view item) {
  return item.substr(item.find('/') + 1);
}

}  // namespace

// What runs must not notice that somebody is told.
template <class Step>
void News::pass(Step step) noexcept {
  if (teller_ == nullptr) return;
  try {
    step(*teller_);
  } catch (const std::exception& error) {
    log::warning("the bus is not told of a change: {}", error.what());
  }
}

// Nothing is made of it while nobody would hear it.
template <class Details>
void News::report(EventKind kind, std::string_view item, Details details) noexcept {
  if (monitor_ == nullptr || !monitor_->wants(kind)) return;
  try {
    monitor_->tell(kind, std::string(item), details());
  } catch (const std::exception& error) {
    log::warning("subscribers are not told of an event: {}", error.what());
  }
}

void News::run_started(const runtime::RunStarted& run) noexcept {
  item_changed(ItemKind::schedule, name_of(run.item));
  report(EventKind::run, run.item, [&] { return details_of(run); });
}

void News::run_ended(const runtime::RunEnded& run) noexcept {
  item_changed(ItemKind::schedule, name_of(run.item));
  report(EventKind::run, run.item, [&] { return details_of(run); });
}

void News::run_skipped(std::string_view schedule) noexcept {
  item_changed(ItemKind::schedule, schedule);
  report(EventKind::run, "schedule/" + std::string(schedule), [] { return skipped_run(); });
}

void News::runs_missed(std::string_view schedule, std::uint64_t count) noexcept {
  item_changed(ItemKind::schedule, schedule);
  report(EventKind::run, "schedule/" + std::string(schedule), [&] { return missed_runs(count); });
}

void News::schedule_changed(std::string_view schedule) noexcept {
  pass([&](Teller& teller) { teller.item_changed(ItemKind::schedule, schedule); });
}

// Other times of day are told for the same runs.
void News::clock_was_set() noexcept {
  pass([](Teller& teller) { teller.items_changed(); });
}

void News::listener_changed(std::string_view signal) noexcept {
  item_changed(ItemKind::listener, signal);
}

void News::connection_opened(const runtime::ConnectionEvent& connection) noexcept {
  item_changed(ItemKind::server, name_of(connection.item));
  report(EventKind::connection, connection.item, [&] { return details_of(connection, "opened"); });
}

void News::connection_closed(const runtime::ConnectionEvent& connection) noexcept {
  item_changed(ItemKind::server, name_of(connection.item));
  report(EventKind::connection, connection.item, [&] { return details_of(connection, "closed"); });
}

void News::connection_refused(const runtime::ConnectionEvent& connection) noexcept {
  item_changed(ItemKind::server, name_of(connection.item));
  report(EventKind::connection, connection.item, [&] { return details_of(connection, "refused"); });
}

void News::datagrams_counted(std::string_view server) noexcept {
  item_changed(ItemKind::server, server);
}

void News::emitted(std::string_view signal, std::string_view data) noexcept {
  pass([&](Teller& teller) { teller.emitted(signal, data); });
}

void News::emit_began(std::string_view signal, const std::string* data) noexcept {
  report(EventKind::signal, "signal/" + std::string(signal), [&] { return begun_emit(data); });
}

void News::emit_ended(const runtime::EmitEnded& emit) noexcept {
  report(EventKind::signal, "signal/" + std::string(emit.signal), [&] { return details_of(emit); });
}

// Of the others more is heard than that.
void News::failed(std::string_view item, std::string_view) noexcept {
  if (item.starts_with("server/")) item_changed(ItemKind::server, name_of(item));
}

void News::item_changed(ItemKind kind, std::string_view name) noexcept {
  pass([&](Teller& teller) { teller.item_changed(kind, name); });
}

void News::items_changed() noexcept {
  pass([](Teller& teller) { teller.items_changed(); });
}

void News::change_applied(const runner::Change& change) noexcept {
  report(EventKind::config, "", [&] { return details_of(change); });
}

void News::change_refused(std::string_view why) noexcept {
  report(EventKind::config, "", [&] { return refused_change(why); });
}

void News::runner_changed() noexcept {
  pass([](Teller& teller) { teller.runner_changed(); });
}

}  // namespace aio::bus
