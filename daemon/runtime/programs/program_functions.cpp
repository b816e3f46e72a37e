// SPDX-License-Identifier: MIT
// Programs as the functions that schedules, signals and servers call.
#include <fcntl.h>
#include <utility>

#include "daemon/runtime/programs/connection_program.hpp"
#include "daemon/runtime/programs/programs.hpp"

namespace aio::runtime {
namespace {

using plan::ProgramRole;

/// NAME of [kind/NAME].
std::string name_in(const std::string& section) {
  return section.substr(section.find('/') + 1);
}

task<> run_to_end(Programs& programs, Programs::Spec spec, ProgramCall call) {
  co_await programs.run(std::move(spec), std::move(call));
}

ScheduleFunction schedule_function(Programs& programs, const Programs::Spec& spec) {
  return {[&programs, spec](const ScheduledEvent& event) {
    return programs.run(spec, {.role = ProgramRole::schedule, .name = event.name()});
  }};
}

ListenerFunction listener_function(Programs& programs, const Programs::Spec& spec) {
  return {[&programs, spec](const Signal& signal) {
    return run_to_end(programs, spec,
                      {.role = ProgramRole::listener,
                       .name = name_in(signal.config().name()),
                       .signal = signal.name(),
                       .payload = signal.data()});
  }};
}

ResultFunction result_function(Programs& programs, const Programs::Spec& spec) {
  return {[&programs, spec](const ScheduledResult& result) {
    return run_to_end(
        programs, spec,
        {.role = ProgramRole::result, .name = result.name(), .payload = result.result()});
  }};
}

FailureFunction failure_function(Programs& programs, const Programs::Spec& spec) {
  return {[&programs, spec](const ScheduledFailure& failure) {
    return run_to_end(
        programs, spec,
        {.role = ProgramRole::failure, .name = failure.name(), .payload = failure.error()});
  }};
}

task<ProtocolFactory> connection_programs(Programs* programs, Programs::Spec spec) {
  co_return [programs, spec = std::move(spec)]() -> std::unique_ptr<Protocol> {
    return std::make_unique<ConnectionProgram>(*programs, spec);
  };
}

ProtocolFunction protocol_function(Programs& programs, const Programs::Spec& spec) {
  return {[&programs, spec] { return connection_programs(&programs, spec); },
          {.connections_only = true}};
}

}  // namespace

Definition Programs::function(plan::ProgramSpec spec, ProgramRole role) {
  const auto shared = std::make_shared<const plan::ProgramSpec>(std::move(spec));
  switch (role) {
    case ProgramRole::schedule:
      return schedule_function(*this, shared);
    case ProgramRole::listener:
      return listener_function(*this, shared);
    case ProgramRole::result:
      return result_function(*this, shared);
    case ProgramRole::failure:
      return failure_function(*this, shared);
    case ProgramRole::connection:
      break;
  }
  return protocol_function(*this, shared);
}

}  // namespace aio::runtime
