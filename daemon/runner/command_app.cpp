// SPDX-License-Identifier: MIT
#include "daemon/runner/command_app.hpp"

#include <aio/error.hpp>

#include <chrono>
#include <system_error>
#include <utility>
#include <variant>

#include "conf/names.hpp"
#include "daemon/plan/parse_logging.hpp"
#include "daemon/runner/configuration_view.hpp"

namespace aio::runner {
namespace {

conf::Reading read(const conf::Search& search) {
  conf::Reading reading = conf::load(search);
  if (reading.file_error == std::errc::permission_denied)
    throw Error(Fault::not_permitted, conf::rendered(reading.problems));
  if (reading.file_error || !conf::is_whole(reading))
    throw Error(Fault::broken_config, conf::rendered(reading.problems));
  return reading;
}

plan::LoggingSpec levels_of(const conf::Config& config) {
  plan::Findings of_handlers;  // which open nothing here
  plan::LoggingSpec spec = plan::parse_logging(config, of_handlers);
  spec.handlers.clear();
  for (plan::LoggerSpec& logger : spec.loggers) logger.handlers.clear();
  spec.default_handler = true;
  return spec;
}

const CommandFunction* found(modules::Store& modules, const std::string& handler) {
  const Definition& definition = *modules.find(handler).definition;
  if (const auto* function = std::get_if<CommandFunction>(&definition)) return function;
  throw Error(Fault::broken_config,
              "'" + handler + "' is a " + modules::kind_name(definition) + ", expected a command");
}

}  // namespace

CommandApp::CommandApp(runtime::Loggers& log,
                       const conf::Search& search,
                       const std::string& handler)
    : reading_(read(search)),
      view_(std::make_shared<ConfigurationView>(reading_.config)),
      signals_(loop_,
               nobody_,
               conf::fold,
               [this](const std::string& name) { return Section(view_, name); }),
      current_(*this, log) {
  log.commit(log.prepare(levels_of(*reading_.config)));
  modules_.search_in(reading_.module_path);
  function_ = found(modules_, handler);
}

int CommandApp::run(Command command) {
  loop_.run_until_done(run_to_end(std::move(command)));
  if (failure_) std::rethrow_exception(failure_);
  return status_;
}

// Listeners that still run are asked to stop.
task<> CommandApp::run_to_end(Command command) {
  try {
    status_ = co_await function_->run(std::move(command));
  } catch (...) {
    failure_ = std::current_exception();
  }
  co_await signals_.stop(std::chrono::nanoseconds(0));
}

std::vector<ModuleInfo> CommandApp::modules() const {
  std::vector<ModuleInfo> all;
  for (const modules::Module& module : modules_.loaded())
    all.push_back({module.name, module.path.string()});
  return all;
}

task<Server> CommandApp::create_server(ProtocolFactory, Endpoint, ServerOptions) {
  throw Error(Fault::refused, "a command has no servers");
  co_return Server();
}

}  // namespace aio::runner
