// SPDX-License-Identifier: MIT
#pragma once

#include <aio/command.hpp>
#include <aio/protocol.hpp>
#include <aio/server.hpp>
#include <aio/task.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace demo {

/// The sum of the whole numbers between the plus signs of "2 + 2 + 3". Throws std::invalid_argument
/// that names what is no number, or a sum that is too large.
std::int64_t sum_of(std::string_view numbers);

/// Answers "7" to "2 + 2 + 3", a line that begins with "error: " to anything else, and closes.
class Addition final : public aio::Protocol {
 public:
  void connection_made(aio::Transport& transport) override { transport_ = &transport; }
  void data_received(std::string_view data) override;

 private:
  aio::Transport* transport_ = nullptr;
};

/// The command `sum 2+2+3 5`: prints the sum of each word, a line each. Throws what sum_of()
/// throws.
int sum(const aio::Command& command);

/// A function that returns the protocol, for one that cannot be built from nothing.
aio::ProtocolFactory addition();

/// Full control over how a server comes to be. It answers with `protocol`, or adds when the section
/// names none.
aio::task<aio::Server> addition_server_factory(std::string name,
                                               aio::ProtocolFactory protocol,
                                               std::string address,
                                               std::uint16_t port);

}  // namespace demo
