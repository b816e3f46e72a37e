// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <sdbus-c++/IConnection.h>

#include "dbus/value.hpp"

struct sd_bus;

// A method's answer of the type a{sv}a(sa{sv}): some facts, and a row of them for each of many. It
// is written and read with libsystemd: sdbus-c++ makes a message of each value in it, which for
// 20,000 schedules takes three seconds.
namespace aio::dbus {

struct Row {
  std::string name;
  Properties properties;
};

/// Answers the call that is being dispatched. Throws sdbus::Error when libsystemd cannot.
void answer_rows(sd_bus* bus, const Properties& head, const std::vector<Row>& rows);

/// Facts as they came: those of a type that this version does not know are left out.
using Facts = std::vector<std::pair<std::string, Value>>;

struct Rows {
  Facts head;
  std::vector<std::pair<std::string, Facts>> rows;
};

/// Whom to ask, and what.
struct Question {
  std::string destination;
  std::string path;
  std::string interface;
  std::string member;
  Properties options{};
};

/// Asks, and waits for the answer, for as long as the connection's calls may take. Throws
/// sdbus::Error.
Rows ask_rows(sdbus::IConnection& connection, const Question& question);

}  // namespace aio::dbus
