// SPDX-License-Identifier: MIT
#pragma once

#include <aio/app.hpp>
#include <aio/module.hpp>

#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "conf/load.hpp"
#include "daemon/modules/store.hpp"
#include "daemon/runner/observer.hpp"
#include "daemon/runtime/log/loggers.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/signals/signals.hpp"

namespace aio::runner {

/// The app of a process that runs one command: the configuration, one function, and a loop. Nothing
/// that the configuration declares runs here, and it is on no bus: what is emitted is heard by who
/// listens in this process. The levels of the log are the configuration's, its lines go to the
/// process's default handler, since the files of others have their writer. Owned by whoever runs
/// the command; the log outlives it.
class CommandApp final : private App {
 public:
  /// Reads the configuration, and finds the function `module.function`. Throws Error: not_permitted
  /// or broken_config for a file, broken_config for a function of another kind, and as
  /// modules::Store does.
  CommandApp(runtime::Loggers& log, const conf::Search& search, const std::string& handler);

  /// Runs the function to its end. What it returns, or throws. Once.
  int run(Command command);

 private:
  std::shared_ptr<const Configuration> config() const override { return view_; }
  Signals& signals() override { return signals_; }
  std::vector<ModuleInfo> modules() const override;
  std::vector<ServerInfo> servers() const override { return {}; }
  task<Server> create_server(ProtocolFactory protocol,
                             Endpoint endpoint,
                             ServerOptions options) override;

  task<> run_to_end(Command command);

  const conf::Reading reading_;
  const std::shared_ptr<const Configuration> view_;
  modules::Store modules_;  // before what runs code of them
  runtime::EventLoop loop_;
  Observer nobody_;
  runtime::SignalTable signals_;
  detail::CurrentApp current_;
  const CommandFunction* function_ = nullptr;  // of a module
  int status_ = 0;
  std::exception_ptr failure_;
};

}  // namespace aio::runner
