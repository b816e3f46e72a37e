// SPDX-License-Identifier: MIT
#include "daemon/bus/news.hpp"

#include <aio/log.hpp>

#include <exception>

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

void News::run_started(const runtime::RunStarted& run) noexcept {
  item_changed(ItemKind::schedule, name_of(run.item));
}

void News::run_ended(const runtime::RunEnded& run) noexcept {
  item_changed(ItemKind::schedule, name_of(run.item));
}

void News::run_skipped(std::string_view schedule) noexcept {
  item_changed(ItemKind::schedule, schedule);
}

void News::runs_missed(std::string_view schedule, std::uint64_t) noexcept {
  item_changed(ItemKind::schedule, schedule);
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

void News::connection_opened(std::string_view server) noexcept {
  item_changed(ItemKind::server, server);
}

void News::connection_closed(std::string_view server) noexcept {
  item_changed(ItemKind::server, server);
}

void News::connection_refused(std::string_view server) noexcept {
  item_changed(ItemKind::server, server);
}

void News::datagrams_counted(std::string_view server) noexcept {
  item_changed(ItemKind::server, server);
}

void News::emitted(std::string_view signal, std::string_view data) noexcept {
  pass([&](Teller& teller) { teller.emitted(signal, data); });
}

// Of the others more is heard than that.
void News::failed(std::string_view item, std::string_view) noexcept {
  constexpr std::string_view of_a_server = "server/";
  if (!item.starts_with(of_a_server)) return;
  connection_closed(item.substr(of_a_server.size()));
}

void News::item_changed(ItemKind kind, std::string_view name) noexcept {
  pass([&](Teller& teller) { teller.item_changed(kind, name); });
}

void News::items_changed() noexcept {
  pass([](Teller& teller) { teller.items_changed(); });
}

void News::runner_changed() noexcept {
  pass([](Teller& teller) { teller.runner_changed(); });
}

}  // namespace aio::bus
