// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "ctl/answers.hpp"
#include "ctl/failure.hpp"

// Which items of a snapshot a word of the command line means, and what they do. Pure.
namespace aio::ctl {

/// Whether the item does its work: a schedule that has a next run, a server that listens;
/// listeners and modules always do.
bool is_active(const Item& item);

/// Whether it can be paused, resumed, started and stopped: schedules and servers.
bool is_controllable(const Item& item);

/// Whether somebody should look at it: a schedule whose last run did not end well, a server that
/// waits for its address.
bool is_wrong(const Item& item);

std::string full_name(const Item& item);  ///< KIND/NAME

/// The one that [KIND/]NAME means; a bare NAME is first of all that of a schedule or a server.
/// Throws Failure{not_found} with the nearest name, or Failure{usage} with all that a NAME without
/// its KIND could mean.
const Item& find_item(const std::vector<Item>& items, const std::string& word);

/// The schedule that [schedule/]NAME means. Throws Failure{not_found} with the nearest.
const Item& find_schedule(const std::vector<Item>& items, const std::string& word);

/// For a name, or a pattern, of none of them.
Failure no_such_item(const std::vector<Item>& items, const std::string& word);

}  // namespace aio::ctl
