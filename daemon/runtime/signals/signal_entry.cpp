// SPDX-License-Identifier: MIT
#include "daemon/runtime/signals/signal_entry.hpp"

#include <utility>

#include "daemon/runtime/signals/signals.hpp"

namespace aio::runtime {

task<std::vector<Outcome>> SignalEntry::emit(std::string name, std::string data, Until until) {
  return SignalTable::emit(shared_from_this(), table, std::move(name), std::move(data), until);
}

void SignalEntry::join() {
  auto* const all = new Listeners;
  all->plain = table == nullptr || !table->watched_;
  listeners_ = all;
  for (const auto* part : {&configured, &by_code})
    for (const ListenerPtr& listener : *part) {
      all->all.push_back(listener);
      all->plain = all->plain && listener->function.plain();
    }
}

SignalSnapshot SignalEntry::snapshot() const {
  told = false;
  SignalSnapshot told{.name = spelling,
                      .emitted = emitted,
                      .failures = failures,
                      .timeouts = timeouts,
                      .dropped = dropped,
                      .waiting = waiting.size(),
                      .under_way = under_way};
  for (const auto* part : {&configured, &by_code})
    for (const ListenerPtr& listener : *part)
      told.listeners.push_back({listener->section, listener->handler});
  return told;
}

}  // namespace aio::runtime
