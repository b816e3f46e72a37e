// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// What the daemon, or a file, has to say, as plain values: the client makes them, the renderer
// shows them.
namespace aio::ctl {

/// The wall clock's, which what is shown counts from.
using Time = std::chrono::system_clock::time_point;

/// How one listener's hearing of a signal ended.
struct Outcome {
  std::string handler;
  std::string result;  ///< ok, failed, timeout or dropped; begun when nobody waited for its end
  std::string error;
  std::uint64_t duration_usec = 0;
};

/// How one run of a schedule ended.
struct Run {
  std::string schedule;
  std::string outcome;  ///< ok, failed, timeout or dropped; begun when nobody waited for its end
  std::string error;
  std::uint64_t duration_usec = 0;
};

/// What was done to one item.
struct Action {
  std::string action;
  std::string item;  ///< KIND/NAME
};

/// A logger and its levels, by Python's names.
struct Logger {
  std::string name;
  std::string level;            ///< its own; empty: none
  std::string effective_level;  ///< the one that counts
};

/// What a reload or a set did: an action and an item each.
struct Change {
  std::uint64_t generation = 0;
  std::vector<std::pair<std::string, std::string>> done;
};

using Value = std::variant<bool, std::uint64_t, std::string, std::vector<std::string>>;
using Properties = std::vector<std::pair<std::string, Value>>;

/// What was lately of an item, the newest first.
struct History {
  std::vector<Properties> runs;   ///< of a server, its connections; of a listener, emits
  std::vector<Properties> lines;  ///< of the log
};

/// A schedule, server, listener or module. What a later daemon says of it besides is kept.
struct Item {
  std::string kind;
  std::string name;
  Properties properties;
  std::optional<History> history{};  ///< nothing: nobody has asked for it
};

struct Snapshot {
  Properties runner;
  std::vector<Item> items;
};

/// Something that happened in the daemon. What a later one says of it besides is kept.
struct Event {
  std::uint64_t time_usec = 0;
  std::string kind;  ///< run, signal, config, connection; lost
  std::string item;  ///< KIND/NAME; empty: none
  Properties details;
};

/// Whether an item does its work.
struct Activity {
  std::string kind;
  std::string name;
  bool active = false;
};

/// A section with its options in order.
struct Section {
  std::string name;
  std::vector<std::pair<std::string, std::string>> values;
};

/// Where a value comes from. What a later daemon says of it besides is kept.
struct Where {
  Properties of;                    ///< the value, since when, and what the key table says
  std::vector<Properties> origins;  ///< the one that holds first; empty: nobody has set it
  std::vector<Properties> steps;    ///< the references that were followed
};

/// The property's value, or an empty one of the type that is expected.
template <class Type>
Type property(const Properties& properties, const char* name) {
  for (const auto& [key, value] : properties)
    if (key == name && std::holds_alternative<Type>(value)) return std::get<Type>(value);
  return {};
}

}  // namespace aio::ctl
