// SPDX-License-Identifier: MIT
#pragma once

#include <aio/signals.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "daemon/plan/spec.hpp"
#include "daemon/runtime/failure_lines.hpp"
#include "daemon/runtime/rate_limit.hpp"
#include "daemon/runtime/signals/emission.hpp"
#include "daemon/runtime/signals/listeners.hpp"
#include "daemon/runtime/snapshot.hpp"

namespace aio::runtime {

class SignalTable;

/// One signal: who listens to it, its policy, its emits and their counts. Owned by the SignalTable,
/// which forgets it when nothing of it is left, and by Emitters, which it may outlive the table
/// with. Logic of emits is the table's.
class SignalEntry final : public aio::detail::SignalLine,
                          public std::enable_shared_from_this<SignalEntry> {
 public:
  SignalEntry(SignalTable& table, std::string spelling)
      : table(&table), spelling(std::move(spelling)) {}

  bool send(const std::string& name, const std::string& data) override;
  bool open() const noexcept override { return table != nullptr; }
  task<std::vector<Outcome>> emit(std::string name, std::string data, Until until) override;

  /// Who listens now.
  const ListenersPtr& heard_by() {
    if (!listeners_) join();
    return listeners_;
  }
  bool heard() const noexcept { return !configured.empty() || !by_code.empty(); }
  void listeners_changed() noexcept { listeners_.reset(); }

  /// Whether an emit may begin now.
  bool has_room() const noexcept { return under_way < policy.queue && waiting.empty(); }
  bool idle() const noexcept {
    return !heard() && !has_policy && under_way + runs == 0 && waiting.empty();
  }
  SignalSnapshot snapshot() const;

  SignalTable* table;    ///< null when it has gone
  std::string spelling;  ///< the configuration's, or that of the first who listened
  std::vector<ListenerPtr> configured;
  std::vector<ListenerPtr> by_code;
  bool has_policy = false;
  plan::SignalSpec policy;

  std::size_t under_way = 0;  ///< emits
  std::size_t runs = 0;       ///< of coroutines, settled or not
  std::size_t overdue = 0;    ///< runs that are settled, and not ended
  std::list<EmissionPtr> waiting;
  Unowned<Emission> emissions;  ///< under way, the oldest first

  std::uint64_t emitted = 0;
  std::uint64_t failures = 0;
  std::uint64_t timeouts = 0;
  std::uint64_t dropped = 0;
  mutable bool told = false;  ///< that something is another, since somebody looked
  RateLimit full_warnings{std::chrono::minutes(1)};
  std::unique_ptr<FailureLines> failure_lines;  ///< null until a listener fails

  // Of the last chain of emits that came by, where it began here, and how often it came again.
  std::uint64_t chain = 0;
  std::size_t chain_depth = 0;
  std::size_t chain_returns = 0;

 private:
  void join();

  ListenersPtr listeners_;  // null until somebody asks
};

}  // namespace aio::runtime
