// SPDX-License-Identifier: MIT
#pragma once

#include <aio/module.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "daemon/plan/log_spec.hpp"

namespace aio::plan {

/// What happens when a schedule is due and its last run is still on.
enum class Overlap { skip, queue, parallel };

// A spec is what one section declares, with its functions found: plain values, made by
// parse_specs(). `fingerprint` holds all that makes a running thing another thing: equal
// fingerprints are left alone by a reload.

/// What many schedules may have in common. Those that say the same share one, which outlives their
/// runs: its functions are the coroutines' own objects.
struct ScheduleRule {
  std::string func_name;
  ScheduleFunction func;
  std::string cb_name;  ///< empty: none
  ResultFunction cb;
  std::string err_name;  ///< empty: none
  FailureFunction err;
  Overlap overlap = Overlap::skip;
  std::chrono::nanoseconds timeout{0};  ///< 0: none
  std::chrono::nanoseconds jitter{0};
  std::chrono::nanoseconds slack{0};
  std::size_t max_instances = 1024;  ///< runs at once, with `parallel`
  bool enabled = true;
  std::string fingerprint;
};

struct ScheduleSpec {
  std::string name;
  std::chrono::nanoseconds every{0};
  std::shared_ptr<const ScheduleRule> rule;
};

struct ServerSpec {
  std::string name;
  ServerType type = ServerType::tcp;
  std::string address;  ///< of a unix socket the path, or @NAME
  std::uint16_t port = 0;
  std::string handler_name;   ///< the protocol's, or the factory's where there is one
  ProtocolFunction protocol;  ///< empty when the section names none
  ServerFactory factory;      ///< empty: the app itself opens the socket for `protocol`
  int backlog = 511;
  std::size_t max_connections = 0;
  std::chrono::nanoseconds idle_timeout{0};  ///< zero: never
  std::size_t workers = 1;
  unsigned mode = 0660;  ///< of a unix socket's file
  std::string user;      ///< its owner; empty: the process's own
  std::string group;
  bool enabled = true;
  std::string fingerprint;

  Endpoint endpoint() const { return {address, port, type}; }
};

struct ListenerSpec {
  std::string section;  ///< NAME of [listen/NAME]
  std::string signal;   ///< as the configuration spells it
  std::string handler_name;
  ListenerFunction function;
};

/// What happens to an emit that finds as many of its signal under way as `queue` allows.
enum class Overflow { block, drop_oldest, drop_newest };

/// The policy of one signal. One that has no [signal/NAME] has the defaults.
struct SignalSpec {
  std::string name;                     ///< as the configuration spells it
  std::chrono::nanoseconds timeout{0};  ///< of a listener; 0: none
  std::size_t queue = 1024;             ///< emits not yet ended
  Overflow overflow = Overflow::block;
  bool exported = false;  ///< each emit is told outward
  std::string fingerprint;
};

/// A command of aioctl. The app only knows that it is sound: it runs in a process of its own, which
/// finds its function by itself.
struct CommandSpec {
  std::string name;  ///< in lower case
  std::string handler_name;
};

/// All that a configuration declares, in its order.
struct Specs {
  std::vector<ScheduleSpec> schedules;
  std::vector<ServerSpec> servers;
  std::vector<ListenerSpec> listeners;
  std::vector<SignalSpec> signals;
  std::vector<CommandSpec> commands;
  LoggingSpec logging;
};

}  // namespace aio::plan
