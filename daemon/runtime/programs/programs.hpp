// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/module.hpp>
#include <aio/task.hpp>

#include <memory>
#include <string>

#include "daemon/plan/program_spec.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/programs/gate.hpp"
#include "daemon/runtime/programs/process.hpp"
#include "daemon/runtime/programs/variables.hpp"

namespace aio::runtime {

/// Programs as handlers: makes functions of them, which schedules, signals and servers call as they
/// call those of modules, and which hold a process each while they run. Owned by the runner, which
/// stops those first, then this; the functions may outlive it, and are not called any more then.
class Programs {
 public:
  using Spec = std::shared_ptr<const plan::ProgramSpec>;

  explicit Programs(EventLoop& loop);

  /// A program as a function of the role's type: what the catalog gives to plan.
  Definition function(plan::ProgramSpec spec, plan::ProgramRole role);

  /// Runs a program to its end, as often as its retry says; the result is what it printed. Its item
  /// is the task's. Throws aio::Error when it fails. Asked to stop, it throws Cancelled when
  /// nothing of it is left, or kill_after has passed.
  task<std::string> run(Spec spec, ProgramCall call, Descriptor socket = {});

  /// Ends what programs have left behind. When all that runs has been stopped.
  task<> stop();

 private:
  task<std::string> try_once(const plan::ProgramSpec& spec,
                             const ProgramCall& call,
                             const Item& item,
                             Descriptor in);

  ProcessSetting setting_;
  Gate gate_;
};

}  // namespace aio::runtime
