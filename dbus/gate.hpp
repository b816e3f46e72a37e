// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <sdbus-c++/Error.h>
#include <sdbus-c++/IConnection.h>

#include "dbus/raw.hpp"

namespace aio::dbus {

class Gate;

/// What a call says, as far as it matters to who may make it. A plain value.
struct CallArguments {
  using Option = std::variant<bool, std::string>;

  std::vector<std::string> texts;                           ///< the strings that it begins with
  std::vector<std::pair<std::string, std::string>> places;  ///< two strings of each row of a(ss...)
  std::map<std::string, Option> options;                    ///< those of the types b and s
};

/// A call that no object has seen yet. Owned by whoever decides on it, once; undecided at its end,
/// it is not answered. The Gate outlives it.
class HeldCall {
 public:
  HeldCall(Gate& gate, sd_bus_message* message);

  const std::string& sender() const noexcept { return sender_; }
  const char* interface() const;
  const char* member() const;
  const char* path() const;
  /// Whether the caller lets us have a human asked, which may take long.
  bool may_ask_a_human() const;
  CallArguments arguments() const;  ///< throws sdbus::Error for what cannot be read

  /// The objects see it, behind the calls that have come meanwhile.
  void pass();
  void refuse(const sdbus::Error& why) const noexcept;

 private:
  Gate* gate_;
  Message message_;
  std::string sender_;
};

/// Holds calls back before an object sees them, until somebody has decided. It comes before the
/// Guard of the same connection, which then looks at each call first: libsystemd asks the newest
/// filter first. Owned by whoever owns the connection, which outlives it; of the thread that serves
/// that.
class Gate {
 public:
  /// Who decides; outlives the Gate.
  class Keeper {
   public:
    virtual ~Keeper() = default;
    /// Asked of each call; false: it goes on at once.
    virtual bool holds(const std::string& sender, const char* interface, const char* member) = 0;
    virtual void take(HeldCall call) = 0;
  };

  Gate(sdbus::IConnection& connection, Keeper& keeper);
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  /// Whether calls of this sender have been let pass, and wait for their turn.
  bool is_passing(const std::string& sender) const { return passing_of_.contains(sender); }

 private:
  friend class HeldCall;
  struct Filter;  // what libsystemd calls

  int look_at(sd_bus_message* message);
  void pass(sd_bus_message* message, const std::string& sender);
  bool take_passing(sd_bus_message* message);

  Keeper& keeper_;
  std::map<sd_bus_message*, Message> passing_;  // held, so that no other message is at its address
  std::map<std::string, std::size_t> passing_of_;  // by sender
  Slot filter_;
};

}  // namespace aio::dbus
