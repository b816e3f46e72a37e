// SPDX-License-Identifier: MIT
#include "daemon/runtime/history/run_history.hpp"

#include <algorithm>
#include <exception>

#include "daemon/runtime/history/clipped.hpp"
#include "daemon/runtime/schedules/run_outcome.hpp"

namespace aio::runtime {
namespace {

/// What there is no memory to remember is not remembered.
template <class Step>
void when_there_is_room(Step step) noexcept {
  try {
    step();
  } catch (const std::exception&) {
  }
}

}  // namespace

RunHistory::Record& RunHistory::Ring::next() {
  if (used < records.size()) return records[used++];
  if (used < most_runs) {
    records.emplace_back();
    return records[used++];
  }
  Record& record = records[oldest];
  oldest = (oldest + 1) % most_runs;
  return record;
}

RunHistory::Record* RunHistory::Ring::find(std::uint64_t id) {
  for (std::size_t i = used; i > 0; --i) {
    Record& record = records[(oldest + i - 1) % used];
    if (record.id == id) return &record;
  }
  return nullptr;
}

void RunHistory::Ring::clear() noexcept {
  used = 0;
  oldest = 0;
}

void RunHistory::Record::begin(std::uint64_t run, TimePoint at, const char* word) noexcept {
  id = run;
  started = at;
  took = {};
  cause = word;
  result = Outcome::Result::begun;
  if (!texts) return;
  texts->cause.clear();
  texts->error.clear();
}

void RunHistory::Record::say(std::string Texts::*what, std::string_view text) {
  if (text.empty()) return;
  if (!texts) texts = std::make_unique<Texts>();
  (*texts).*what = clipped(first_line(text), longest_text);
}

void RunHistory::begin(const RunStarted& run) noexcept {
  when_there_is_room([&] { items_.use(run.item).next().begin(run.id, run.at, run.cause); });
}

// One whose place was taken meanwhile has another: its end is news.
void RunHistory::end(const RunEnded& run) noexcept {
  when_there_is_room([&] {
    Ring& ring = items_.use(run.item);
    Record* record = ring.find(run.id);
    if (record == nullptr) {
      record = &ring.next();
      record->begin(run.id, run.started, run.cause);
    }
    record->took = run.took;
    record->result = run.result;
    record->say(&Texts::error, run.error);
  });
}

void RunHistory::run_started(const RunStarted& run) noexcept {
  begin(run);
  next_.run_started(run);
}

void RunHistory::run_ended(const RunEnded& run) noexcept {
  end(run);
  next_.run_ended(run);
}

void RunHistory::listener_started(const RunStarted& run) noexcept {
  begin(run);
  next_.listener_started(run);
}

void RunHistory::listener_ended(const RunEnded& run) noexcept {
  end(run);
  next_.listener_ended(run);
}

void RunHistory::connection_opened(const ConnectionEvent& connection) noexcept {
  when_there_is_room([&] {
    Record& record = items_.use(connection.item).next();
    record.begin(connection.id, connection.at, "");
    record.say(&Texts::cause, connection.peer.text());
  });
  next_.connection_opened(connection);
}

// When it began is known only of one that is still in the ring.
void RunHistory::connection_closed(const ConnectionEvent& connection) noexcept {
  when_there_is_room([&] {
    Record* const record = items_.use(connection.item).find(connection.id);
    if (record == nullptr) return;
    record->took = connection.at - record->started;
    record->result = connection.result;
    record->say(&Texts::error, connection.error);
  });
  next_.connection_closed(connection);
}

RunSnapshot RunHistory::snapshot_of(const Record& record) {
  const bool on = record.result == Outcome::Result::begun;
  RunSnapshot snapshot{.id = record.id,
                       .cause = record.cause,
                       .started = record.started,
                       .took = record.took,
                       .outcome = on ? "running" : word(record.result)};
  if (!record.texts) return snapshot;
  if (!record.texts->cause.empty()) snapshot.cause = record.texts->cause;
  snapshot.error = record.texts->error;
  return snapshot;
}

std::vector<RunSnapshot> RunHistory::runs(std::string_view item) const {
  std::vector<RunSnapshot> runs;
  const Ring* const ring = items_.find(item);
  if (ring == nullptr) return runs;
  for (std::size_t i = 0; i < ring->used; ++i) runs.push_back(snapshot_of(ring->records[i]));
  std::ranges::sort(runs, std::greater(), &RunSnapshot::id);
  return runs;
}

void RunHistory::forget_if(const std::function<bool(std::string_view item)>& gone) {
  items_.forget_if([&](std::string_view name, const Ring&) { return gone(name); });
}

}  // namespace aio::runtime
