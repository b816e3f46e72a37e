// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "conf/config.hpp"
#include "daemon/plan/functions.hpp"
#include "daemon/plan/spec.hpp"

// The parts of parse_specs(): one kind of section each. What is unsound gives no spec, and has a
// Finding, or a Problem of conf::judge().
namespace aio::plan {

/// The rules of one parse_specs(), each held once, whatever the number of schedules that follow it.
class ScheduleRules {
 public:
  std::shared_ptr<const ScheduleRule> shared(ScheduleRule rule);
  void know(const Specs& specs);  ///< whose rules may be followed by more schedules

 private:
  std::unordered_map<std::string, std::shared_ptr<const ScheduleRule>> rules_;  // by fingerprint
};

/// A mistake for each key of programs that a section without one has.
void refuse_program_keys(const conf::Config& config,
                         const std::string& section,
                         Functions& functions);

std::optional<ScheduleSpec> parse_schedule(const conf::Config& config,
                                           const std::string& section,
                                           const std::string& name,
                                           Functions& functions,
                                           ScheduleRules& rules);

std::optional<ServerSpec> parse_server(const conf::Config& config,
                                       const std::string& section,
                                       const std::string& name,
                                       Functions& functions);

/// Drops each server that would listen where another does, which is better said before the kernel
/// says it. The first one has the place.
void refuse_shared_addresses(const conf::Config& config,
                             std::vector<ServerSpec>& servers,
                             Functions& functions);

/// Sections [signal/NAME] by the folded NAME.
using SignalSections = std::map<std::string, std::string>;
SignalSections signal_sections(const conf::Config& config);

void parse_listeners(const conf::Config& config,
                     const std::string& section,
                     const std::string& name,
                     const SignalSections& signals,
                     Functions& functions,
                     std::vector<ListenerSpec>& listeners);

std::optional<SignalSpec> parse_signal(const conf::Config& config,
                                       const std::string& section,
                                       const std::string& name);

/// The commands of [aio/commands].
void parse_commands(const conf::Config& config,
                    const std::string& section,
                    Functions& functions,
                    std::vector<CommandSpec>& commands);

/// Drops each policy of a signal that has one already: names do not tell case apart.
void refuse_second_policies(const conf::Config& config,
                            std::vector<SignalSpec>& signals,
                            Functions& functions);

}  // namespace aio::plan
