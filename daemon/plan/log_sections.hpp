// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/config.hpp"
#include "daemon/plan/log_spec.hpp"
#include "daemon/plan/parse_specs.hpp"

// The parts of parse_logging(): one kind of section each. What is unsound gives nothing, and has a
// Finding, or a Problem of conf::judge().
namespace aio::plan {

/// The formatters by name; nothing for one that is there and is unsound.
using Formatters = std::map<std::string, std::optional<LogFormat>, std::less<>>;

std::optional<LogFormat> parse_formatter(const conf::Config& config,
                                         const std::string& section,
                                         Findings& findings);

std::optional<HandlerSpec> parse_log_handler(const conf::Config& config,
                                             const std::string& section,
                                             const std::string& name,
                                             const Formatters& formatters,
                                             Findings& findings);

/// `handlers` are the names that the configuration, or the program, has.
std::optional<LoggerSpec> parse_logger(const conf::Config& config,
                                       const std::string& section,
                                       const std::string& name,
                                       const std::vector<std::string>& handlers,
                                       Findings& findings);

/// Drops from `names` what is not `known`, with a Finding each: "unknown handler 'x', did you ...".
void keep_known(std::vector<std::string>& names,
                const std::vector<std::string>& known,
                const std::string& kind,
                const conf::Place& place,
                Findings& findings);

/// A level by its name in the configuration; judge() has told of any other.
log::Level parse_log_level(std::string_view text);

}  // namespace aio::plan
