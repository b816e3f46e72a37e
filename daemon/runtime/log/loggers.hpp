// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/plan/log_spec.hpp"
#include "daemon/runtime/history/line_history.hpp"
#include "daemon/runtime/log/channel.hpp"
#include "daemon/runtime/log/output.hpp"
#include "daemon/runtime/log/snapshot.hpp"

namespace aio::runtime {

/// How long a process that ends waits for what its log has queued.
inline constexpr std::chrono::seconds patience_with_the_log{1};

/// The app's log: the tree of loggers with their levels, and a channel for each handler. Owned by
/// the composition root; outlives the app. Until it is told otherwise, the root has level INFO and
/// the process's default handler. Nobody who logs waits; any thread may log, all else is the
/// loop's, but for prepare(). Its end writes what is queued.
class Loggers final : public log::Sink {
 public:
  /// `standby` is the handler of a root that has none of its own.
  Loggers(MakeOutput make, plan::HandlerSpec standby);
  ~Loggers() override;

  log::Level least(std::string_view logger) const noexcept override;
  void write(log::Record record) noexcept override;

  /// A configuration whose handlers are open, and whose lines go nowhere yet. Dropping it undoes
  /// it.
  struct Prepared {
    plan::LoggingSpec spec;
    std::vector<std::shared_ptr<LogChannel>> channels;  ///< of spec.handlers
    conf::Problems failures;  ///< handlers that cannot be opened, and are not in the spec
  };
  /// Opens what is not open yet. May block: for another thread, while nothing is committed. Throws
  /// Error{refused} when more than most_left_behind handlers that went would hang: each keeps a
  /// thread, and what it has not written.
  Prepared prepare(plan::LoggingSpec spec);
  static constexpr std::size_t most_left_behind = 4;

  /// From here on lines go the new way. Handlers that went away write what they have.
  void commit(Prepared prepared);

  /// The last lines of each item, those that their loggers want, whatever became of them.
  LineHistory& last_lines() noexcept { return last_lines_; }

  void reopen();  ///< each handler, on its own thread

  std::vector<LoggerSnapshot> loggers() const;  ///< the root first, then by name
  std::vector<LogHandlerSnapshot> handlers() const;
  std::uint64_t dropped() const;  ///< lines, by any handler so far, also by those that went

  /// Sets a level until it is set again, or the configuration of that logger's level changes;
  /// nothing goes back to the configuration's. Throws Error{not_found} for a name that neither a
  /// logger nor an ancestor of one has.
  void level(const std::string& logger, std::optional<log::Level> level);

  void flush();                                 ///< waits for all; not for the loop
  bool flush(std::chrono::milliseconds limit);  ///< false when some handler took longer

  /// A line of the log itself, which goes where the root's lines go, but not to `except`.
  void tell(std::string text, const std::string& except) noexcept;

 private:
  struct Tree;
  using Ended = std::vector<std::shared_ptr<LogChannel>>;

  std::shared_ptr<const Tree> tree() const;
  log::Level effective(const Tree& tree, std::string_view logger) const;
  log::Level own_level(const Tree& tree, std::string_view logger) const;
  void stand_by(plan::LoggingSpec& spec, Prepared& prepared);
  void refuse_to_leave_more(const std::vector<plan::HandlerSpec>& wanted) const;
  std::shared_ptr<LogChannel> opened(const plan::HandlerSpec& handler);
  void forget_overridden(const Tree& before, const Tree& after);
  void reap();
  std::vector<std::string> names() const;

  const MakeOutput make_;
  const plan::HandlerSpec standby_;
  LineHistory last_lines_;

  mutable std::mutex mutex_;  // of what follows, and held for no longer than a look-up
  std::shared_ptr<const Tree> tree_;
  std::map<std::string, log::Level, std::less<>> overrides_;

  Ended ending_;  // the loop's: no longer used, and not done with what they have
  std::uint64_t dropped_by_ended_ = 0;  // the loop's
};

}  // namespace aio::runtime
