// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "daemon/bus/calls.hpp"
#include "daemon/runner/runner.hpp"
#include "dbus/rows.hpp"

// What Manager.Status answers, from what it was asked for.
namespace aio::bus {

/// The options of Status: which items, and whether with what is known of them.
struct StatusQuestion {
  runner::ItemChoice choice;
  bool properties = true;
  bool in_parts = false;  ///< whoever asks knows that there may be more
};

/// Of KIND/NAME; `what` it is, for the error. Throws sdbus::Error{InvalidArgs}.
runner::ItemName item_of(const std::string& name, const char* what);

/// Throws sdbus::Error{InvalidArgs}.
StatusQuestion status_question(Options options);

/// The items, KIND/NAME, in their part. Throws Error{too_large} for more than a part, unless it is
/// known that there are parts.
struct StatusPart {
  std::vector<dbus::Row> rows;
  std::string next;  ///< empty: these were the last
};
StatusPart status_part(const runner::Runner& runner, const StatusQuestion& question);

}  // namespace aio::bus
