// SPDX-License-Identifier: MIT
#pragma once

#include <aio/app.hpp>
#include <aio/task.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "conf/config.hpp"
#include "conf/facts.hpp"
#include "conf/load.hpp"
#include "conf/problem.hpp"
#include "daemon/modules/store.hpp"
#include "daemon/plan/parse_specs.hpp"
#include "daemon/plan/plan.hpp"
#include "daemon/runner/catalog.hpp"
#include "daemon/runner/configuration_view.hpp"
#include "daemon/runner/host.hpp"
#include "daemon/runner/item_choice.hpp"
#include "daemon/runner/item_kind.hpp"
#include "daemon/runner/last_good.hpp"
#include "daemon/runner/observer.hpp"
#include "daemon/runner/reading.hpp"
#include "daemon/runner/replacement.hpp"
#include "daemon/runner/snapshot.hpp"
#include "daemon/runner/state_keeper.hpp"
#include "daemon/runner/turn.hpp"
#include "daemon/runner/value_times.hpp"
#include "daemon/runner/worker.hpp"
#include "daemon/runtime/history/run_history.hpp"
#include "daemon/runtime/log/loggers.hpp"
#include "daemon/runtime/loop/clock_watch.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/loop_watch.hpp"
#include "daemon/runtime/loop/member_timer.hpp"
#include "daemon/runtime/loop/tally.hpp"
#include "daemon/runtime/loop/task_group.hpp"
#include "daemon/runtime/programs/programs.hpp"
#include "daemon/runtime/schedules/timetable.hpp"
#include "daemon/runtime/servers/servers.hpp"
#include "daemon/runtime/signals/signals.hpp"

namespace aio::runner {

/// The app: it owns all that runs, and each change of it is one transaction here. Owned by whoever
/// hosts the app (aiod, a test), which awaits stop() before destroying it. Belongs to the loop's
/// thread. A verb may be called at any time; those that change something wait for their turn.
///   starting --start()--> running | degraded;  degraded --what was missing came, or a good
///   reload--> running;  any --stop()--> stopping
class Runner final : public App {
 public:
  Runner(runtime::EventLoop& loop,
         runtime::Loggers& log,
         Host& host,
         conf::Search search,
         Observer* observer = nullptr);  ///< null: nobody
  ~Runner() override;

  /// A module that is no file: modules::Store::give(). Before start().
  void give_module(const std::string& name, const std::function<void(ModuleBuilder&)>& define) {
    modules_.give(name, define);
  }

  /// Reads the configuration and runs what it declares. Mistakes in it throw Error{broken_config},
  /// or Error{not_permitted} for a file that may not be read, with all of them, unless a supervisor
  /// keeps the process: then the last good configuration is run, or else what is sound of this one.
  /// A missing module or a busy port only degrades, and is tried again.
  task<> start();

  /// Reads the configuration again. All or nothing: throws Error, and then everything is as it was.
  task<Change> reload();

  /// Sets and unsets options, in the running app and in its file. All or nothing, as reload(), but
  /// for what degrades the app already: edits may mend that one by one. If stop() comes while the
  /// file is being written, the Error says that it is written. The terms say otherwise of where,
  /// whether and for how long; what has to be kept over a restart throws Error{refused} where the
  /// host keeps nothing, and so does a second change that is to be confirmed while one waits.
  task<Change> edit(std::vector<Edit> edits, Terms terms = {});

  /// The configuration file, or a drop-in of it, for somebody who edits it; and the same with a new
  /// text in place of the one that the copy had. The second is a change as edit() is. Both throw
  /// Error.
  task<FileCopy> copy_of_file(std::string drop_in);
  task<Change> replace(Replacement replacement, bool only_plan);

  /// What waits to be confirmed stays; answers SECTION:OPTION of each. Throws Error{refused} when
  /// nothing waits.
  task<std::vector<std::string>> confirm();

  /// Calls the listeners of a signal, once there are any: an emit that starts the service is not
  /// lost to it. Throws Error{too_large} past largest_emit bytes, and
  /// Error{refused} for no name or a NUL, which no D-Bus string can carry on.
  task<std::vector<Outcome>> emit(std::string signal, std::string data, Until until = Until::ended);
  static constexpr std::size_t largest_emit = 1 << 20;

  Snapshot snapshot() const;  ///< of everything: see items.cpp for one item alone
  bool is_starting() const noexcept { return starting_.count() > 0; }
  runtime::Tally::Empty started() { return starting_.empty(); }  ///< to be awaited
  std::string summary() const;                                   ///< runner::summary() of it
  Snapshot outline() const;  ///< the runner's own facts, without the items
  std::vector<std::string> item_names(ItemKind kind) const;
  /// A part of the items. It looks at most_looked_at names, so that the loop is held for a few
  /// milliseconds, however many there are.
  ItemPart items(const ItemChoice& choice) const;
  static constexpr std::size_t most_looked_at = 10'000;
  bool has_item(const ItemName& item) const;
  std::optional<runtime::ScheduleSnapshot> schedule(std::string_view name) const;
  std::optional<runtime::ServerSnapshot> server(std::string_view name) const;
  std::optional<runtime::SignalSnapshot> listener(std::string_view name) const;
  std::optional<ModuleInfo> module(std::string_view name) const;
  /// What is remembered of an item: its last runs and lines. Nothing stands for the runner itself.
  /// Throws Error{not_found}.
  ItemHistory history(const std::optional<ItemName>& item) const;

  // What is done to one item by name (verbs.cpp): in memory alone, and kept over reloads as long as
  // the item is there. All throw Error{not_found}; or Error{refused} for a kind that has no such
  // verb. One that finds done what it is to do is no error.

  /// Ends with the run. Before the schedules are there, it waits for them, as emit() does.
  task<runtime::RunOutcome> trigger(std::string schedule);
  /// Waits for no end: `begun`, or how it ended, if it has already.
  runtime::RunOutcome trigger_now(const std::string& schedule);
  void pause(ItemKind kind, const std::string& name);
  void resume(ItemKind kind, const std::string& name);
  task<> start_item(ItemKind kind, std::string name);
  task<> stop_item(ItemKind kind, std::string name);

  std::shared_ptr<const conf::Config> configuration() const { return reading_.config; }

  /// Where a value of that comes from, and since when it holds: lookup.hpp.
  conf::WhereFacts where(std::string_view section, std::string_view option) const;

  /// Whether all that the configuration says stands in files that every user may read now: nothing
  /// of it was set at runtime or comes from the environment.
  task<bool> is_open_to_all();

  /// What is wrong outside of the configuration, and makes the app degraded until it is mended: a
  /// line about `subject`, in place of the one before; empty when all is well.
  void trouble(const std::string& subject, const std::string& what);

  /// Every logger, the root first.
  std::vector<runtime::LoggerSnapshot> loggers() const { return log_.loggers(); }

  /// Sets a logger's level, in no file: until it is set again, the configuration of that level
  /// changes, or aiod ends. Nothing goes back to the configuration's. Throws Error{not_found}.
  void log_level(const std::string& logger, std::optional<log::Level> level);

  /// Has the observer told of every emit, until it is called off; it costs nothing otherwise.
  void watch_emits(bool on) { signals_.watch(on); }

  /// Ends everything in good order: listeners of aio-stopping, then runs and connections have the
  /// time that [aio] drain gives. Once.
  task<> stop();

  /// Runs a caller's task as one of the app's own: stop() awaits it.
  void spawn(task<> work, runtime::TaskGroup::OnEnd on_end) {
    tasks_.spawn(std::move(work), std::move(on_end));
  }

  /// Has the watch follow [aio] stall_warning, and tells of what it sees. It outlives this.
  void watched_by(runtime::LoopWatch& watch);
  void tell_host();  ///< how things stand, once more

  // The app as its handlers see it.
  std::shared_ptr<const Configuration> config() const override { return view_.get(); }
  Signals& signals() override { return signals_; }
  std::vector<ModuleInfo> modules() const override;
  std::vector<ServerInfo> servers() const override;
  task<Server> create_server(ProtocolFactory protocol,
                             Endpoint endpoint,
                             ServerOptions options) override;

 private:
  /// What a problem does to a change: refuses it all, or only leaves out what it concerns.
  enum class Rigour { all_or_nothing, what_is_sound };

  /// A change on its way through the transaction: nothing of it is visible yet.
  struct Candidate {
    Draft draft;
    plan::Specs specs;
    plan::Plan plan;
    ValueTimes::Names changed_values;
    conf::Problems mistakes;  ///< in the text: only the user can mend them
    conf::Problems missing;   ///< modules and addresses that may come to be had by themselves
    conf::Problems known;     ///< why it is degraded already: an edit need not mend these
    conf::Problems unheeded;  ///< mistakes of the files, in whose place the last good ones are
    ModuleCatalog::Functions functions;
    std::vector<runtime::Prepared> servers;
    std::vector<plan::ServerSpec> waiting;  ///< servers whose address cannot be had
    runtime::Loggers::Prepared log;
    bool owner_kept = true;  ///< of the file that was written
  };

  /// What is asked of a change. With `undo`, the edits are those that take back what waits to be
  /// confirmed.
  struct Order {
    // With a constructor: see Endpoint.
    explicit Order(std::vector<Edit> edits = {}, Terms terms = {}, bool undo = false)
        : edits(std::move(edits)), terms(terms), undo(undo) {}

    std::vector<Edit> edits;
    Terms terms;
    bool undo = false;
    bool reload = false;                     ///< of the files as they are, as the host is told
    std::optional<Replacement> replacement;  ///< in place of edits
  };

  // The transaction in its order. Once it is written it is not refused: what then cannot be had is
  // missing, as at a start.
  task<Change> change(Order order);
  task<Change> transaction(Order order);
  task<Candidate> read(Order& order);
  task<> take_last_good(Candidate& candidate);
  conf::Problems known_problems() const;
  void keep_as_good(const Candidate& candidate);
  task<> rehearse(const Candidate& candidate);
  task<> find_functions(Candidate& candidate);
  task<> prepare(Candidate& candidate, Rigour rigour);
  task<> prepare_log(Candidate& candidate, Rigour rigour);
  task<> prepare_server(Candidate& candidate, plan::ServerSpec spec, Rigour rigour);
  task<> start_server(std::string name);
  [[noreturn]] void refuse_waiting(const std::string& name) const;
  task<> stop_server(std::string name);
  task<runtime::Ownership> owner_of(std::string user, std::string group);

  // Sockets that the host passed, or keeps for the process that follows this one.
  task<runtime::Servers::Circumstances> circumstances_of(plan::ServerSpec spec);
  void add_passed_socket(const plan::ServerSpec& spec,
                         runtime::Servers::Circumstances& circumstances);
  task<> expect_sockets(const Candidate& candidate);
  task<> keep_sockets();
  task<> tell_sockets();
  bool note_sockets();

  // Where schedules stand, likewise.
  void keep_schedules_going(bool first);
  task<> keep_grids();
  void leave_out(Candidate& candidate, const plan::ServerSpec& spec, std::string why);
  Change told(const Candidate& candidate) const;
  void end_reload(const char* how);
  task<> write(Candidate& candidate);
  task<Change> commit(Candidate candidate);
  void commit_schedules(const plan::Plan& plan);
  void commit_servers(Candidate& candidate);
  void forget_gone_items();
  void refuse_problems(const Candidate& candidate) const;
  void refuse_when_stopping() const;
  plan::Specs running_specs() const;
  void refuse_late(const Candidate& candidate) const;

  // What is kept besides the files (live.cpp).
  task<> restore();
  void refuse_unkept(const Order& order) const;
  task<> keep_promise(const Order& order, const Candidate& candidate);
  task<> break_promise();
  task<Change> nothing_to_undo();
  task<> keep_state();
  task<> take_back(const Order& order, KeptState before);
  void await_confirmation();
  void revert_now() { tasks_.spawn(revert(), {}); }
  task<> revert();

  void remember_problems(const Candidate& candidate);
  void begin_to_mend();
  task<> mend();
  task<> try_again();
  task<> announce(std::string signal);
  task<> prelude();
  task<> farewell();
  void end_starting() noexcept;
  void show_life();

  Section section(const std::string& name) const { return Section(view_.get(), name); }
  std::chrono::nanoseconds drain() const;
  std::chrono::nanoseconds longest_end() const;

  runtime::EventLoop& loop_;
  runtime::Loggers& log_;
  Host& host_;
  conf::Search search_;

  modules::Store modules_;  // first: what runs is code of the modules
  Worker worker_;
  StateKeeper kept_{worker_};
  LastGood last_good_{worker_};
  Turns turns_;
  Observer nobody_;
  Observer& observer_;
  runtime::RunHistory last_runs_;  // hears of what runs, and passes it on to the observer
  runtime::Programs programs_;     // before what calls them
  runtime::Timetable timetable_;
  runtime::Servers servers_;
  runtime::SignalTable signals_;
  detail::CurrentApp current_;
  runtime::LoopWatch* watch_ = nullptr;
  runtime::MemberTimer<Runner> sign_of_life_;
  runtime::MemberTimer<Runner> revert_due_;
  runtime::ClockWatch clock_watch_;
  runtime::Tally preludes_;
  runtime::Tally starting_;   // until what the configuration declares is there
  runtime::TaskGroup tasks_;  // last: its tasks use all of the above

  std::vector<std::string> names_behind(ItemKind kind,
                                        const std::string* after,
                                        std::size_t most) const;

  State state_ = State::starting;
  std::uint64_t generation_ = 0;
  std::chrono::system_clock::time_point since_;
  std::string file_;
  plan::Specs specs_;  // without the schedules, which the timetable has
  std::map<std::string, std::string> troubles_;
  conf::Problems problems_;             // why it is degraded
  conf::Problems unheeded_;             // of these, mistakes in files that do not hold
  conf::Reading reading_;               // what holds, and what the next one is compared with
  ModuleCatalog::Functions functions_;  // that the specs have
  bool unmended_ = false;               // something is missing that may come
  bool mending_ = false;
  bool reloading_ = false;  // as the host was told
  std::string told_;        // to the host
  std::string reload_end_;  // of the last reload; empty before it
  ValueTimes value_times_;
  CurrentView view_;
};

}  // namespace aio::runner
