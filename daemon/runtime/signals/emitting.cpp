// SPDX-License-Identifier: MIT
// How SignalTable emits: who begins, who has ended, and what is told of it.
#include <aio/error.hpp>
#include <aio/log.hpp>

#include <utility>

#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/run_number.hpp"
#include "daemon/runtime/signals/plain_run.hpp"
#include "daemon/runtime/signals/signals.hpp"

namespace aio::runtime {
namespace {

constexpr std::size_t longest_chain = 100;
constexpr std::size_t most_returns = 1024;
constexpr std::size_t most_held = 256U << 20U;

std::size_t depth_below(const Cause* cause) noexcept {
  return cause == nullptr ? 0 : cause->depth + 1;
}

}  // namespace

/// Awaits what became of an emission. Lies in the emit's frame: an emit that goes while it waits
/// for its turn does not take place.
class SignalTable::Awaited {
 public:
  explicit Awaited(EmissionPtr emission) noexcept : emission_(std::move(emission)) {}
  ~Awaited() {
    emission_->emitter = nullptr;
    SignalTable* const table = emission_->entry->table;
    if (table != nullptr && emission_->state == Emission::State::waiting)
      table->withdraw(*emission_);
  }
  Awaited(const Awaited&) = delete;
  Awaited& operator=(const Awaited&) = delete;

  bool await_ready() const noexcept { return emission_->reached(emission_->until); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> self) {
    const TaskContext& context = self.promise().context();
    if (suspension_.forbidden(context)) return false;
    suspension_.begin(self, context);
    emission_->emitter = &suspension_;
    return true;
  }
  std::vector<Outcome> await_resume() {
    if (!await_ready()) throw Cancelled();
    if (emission_->state == Emission::State::ended) return std::move(emission_->outcomes);
    return emission_->outcomes;  // for the listeners that still run
  }

 private:
  EmissionPtr emission_;
  aio::detail::Suspension suspension_;
};

// No coroutine of its own, which would cost a frame: the signal is looked up now, or, when nobody
// listens yet, once the emit is awaited.
task<std::vector<Outcome>> SignalTable::emit(std::string name, std::string data, Until until) {
  SignalEntry* const signal = find(name);
  return emit(signal == nullptr ? nullptr : signal->shared_from_this(), this, std::move(name),
              std::move(data), until);
}

task<std::vector<Outcome>> SignalTable::emit(std::shared_ptr<SignalEntry> entry,
                                             SignalTable* table,
                                             std::string name,
                                             std::string data,
                                             Until until) {
  if (entry == nullptr) {
    SignalEntry* const signal = table->watched_ ? &table->entry(name) : table->find(name);
    if (signal == nullptr) co_return std::vector<Outcome>();
    entry = signal->shared_from_this();
  }
  if (entry->table == nullptr) co_return std::vector<Outcome>();
  const EmissionPtr emission(new Emission(*entry, std::move(name), std::move(data)));
  emission->wants_outcomes = true;
  emission->until = until;
  entry->table->arrive(*emission, true);
  Awaited awaited(emission);
  co_return co_await awaited;
}

bool SignalEntry::send(const std::string& name, const std::string& data) {
  if (table == nullptr) return false;
  table->send(*this, name, data);
  return true;
}

void SignalTable::send(const std::string& name, const std::string& data) {
  if (SignalEntry* const signal = find(name))
    send(*signal, name, data);
  else if (watched_)
    send(entry(name), name, data);
}

// A listener that emits its own signal twice would come to 2^depth emits before the depth cuts it.
// What comes by again and again without being deeper is a loop over other data, and no chain.
bool SignalTable::returns_too_often(SignalEntry& entry, const Cause& cause) noexcept {
  const std::size_t depth = cause.depth + 1;
  if (entry.chain != cause.chain) {
    entry.chain = cause.chain;
    entry.chain_depth = depth;
    entry.chain_returns = 0;
  }
  if (depth <= entry.chain_depth) return false;
  return ++entry.chain_returns > most_returns;
}

void SignalTable::send(SignalEntry& entry, const std::string& name, const std::string& data) {
  const Cause* const cause = Cause::current();
  if (entry.heard_by()->plain && entry.has_room() && depth_below(cause) < longest_chain &&
      !stopped_ && (cause == nullptr || !returns_too_often(entry, *cause)))
    return call_plain(entry, name, data, cause);
  const EmissionPtr emission(new Emission(entry, name, data));
  arrive(*emission, false);
}

// Where one begins, its signal is entered at once.
std::uint64_t SignalTable::chain_of(SignalEntry& entry, const Cause* cause) noexcept {
  if (cause != nullptr) return cause->chain;
  entry.chain = ++last_chain_;
  entry.chain_depth = 0;
  entry.chain_returns = 0;
  return last_chain_;
}

// What most emits are, and should cost little: plain functions, whose outcomes nobody asked for.
void SignalTable::call_plain(SignalEntry& entry,
                             const std::string& name,
                             const std::string& data,
                             const Cause* cause) {
  ++entry.emitted;
  ++entry.under_way;
  tell(entry);
  if (entry.policy.exported) observer_.emitted(name, data);
  const ListenersPtr listeners = entry.heard_by();
  const Cause here{&entry, depth_below(cause), chain_of(entry, cause),
                   cause == nullptr ? nullptr : cause->nearest};
  aio::detail::SignalParts parts{&name, &data, nullptr};
  const Signal signal(parts);
  std::uint64_t run = next_run_numbers(listeners->all.size());
  for (const ListenerPtr& listener : listeners->all) {
    if (!listener->listening) continue;
    parts.config = &listener->config;
    const PlainRun scope(listener->item, run++, here);
    try {
      listener->function.call(signal);
    } catch (...) {
      fail_plain(entry, *listener, text_of_current());
    }
  }
  --entry.under_way;
  if (!entry.waiting.empty()) turn_.start_now();
}

void SignalTable::arrive(Emission& emission, bool awaited) {
  SignalEntry& entry = *emission.entry;
  const Cause* const cause = Cause::current();
  if (watched_) emission.watched = emission.wants_outcomes = true;
  emission.depth = depth_below(cause);
  emission.chain = chain_of(entry, cause);
  if (cause != nullptr && awaited) emission.outer = const_cast<Emission*>(cause->nearest);
  if (stopped_) return refuse(emission, Outcome::Result::dropped, "the app has stopped");
  if (emission.depth >= longest_chain) return cut(emission, "a chain of more than 100 emits");
  if (cause != nullptr && returns_too_often(entry, *cause))
    return cut(emission, "its listeners emit it again, more than 1024 times for one emit");
  if (held_ + emission.data.size() > most_held)
    return drop(emission, "the emits that wait or are under way hold 256 MiB");
  held_ += emission.data.size();
  emission.held = true;
  if (entry.overdue >= entry.policy.queue)
    return drop(emission, "listeners that were asked to stop have not ended");
  if (!entry.has_room()) return overflow(emission, awaited);
  begin(emission);
}

void SignalTable::begin(Emission& emission) {
  SignalEntry& entry = *emission.entry;
  ++entry.emitted;
  ++entry.under_way;
  tell(entry);
  entry.emissions.push_back(emission);
  const EmissionPtr kept(&emission);
  if (entry.policy.exported) observer_.emitted(emission.name, emission.data);
  emission.state = Emission::State::under_way;
  emission.beginning = true;
  emission.listeners = entry.heard_by();
  const auto& all = emission.listeners->all;
  emission.pending = all.size() + 1;
  if (emission.watched)
    observer_.emit_began(emission.name, entry.policy.exported ? &emission.data : nullptr);
  if (emission.wants_outcomes) {
    emission.began = emission.looked = loop_.now();
    emission.outcomes.resize(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) emission.outcomes[i].handler = all[i]->handler;
  }
  aio::detail::SignalParts parts{&emission.name, &emission.data, nullptr};
  const Signal signal(parts);
  for (std::size_t i = 0; i < all.size(); ++i) {
    parts.config = &all[i]->config;
    begin_one(emission, i, signal);
  }
  emission.beginning = false;
  if (emission.until == Until::begun) wake(emission);
  leave_one(emission);
}

}  // namespace aio::runtime
