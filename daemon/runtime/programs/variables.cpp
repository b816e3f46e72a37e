// SPDX-License-Identifier: MIT
#include "daemon/runtime/programs/variables.hpp"

#include <unistd.h>
#include <algorithm>
#include <array>

namespace aio::runtime {
namespace {

constexpr std::size_t most_data = std::size_t{64} * 1024;

std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

// What systemd told aiod of its own sockets and life; and what an outer aiod told it.
bool is_of_aiod_alone(std::string_view name) {
  constexpr std::array<std::string_view, 9> own{
      "NOTIFY_SOCKET",  "WATCHDOG_USEC", "WATCHDOG_PID",     "LISTEN_FDS", "LISTEN_PID",
      "LISTEN_FDNAMES", "FDSTORE",       "SYSTEMD_EXEC_PID", "MAINPID"};
  return name.starts_with("AIO_") || name.starts_with("REMOTE_") ||
         std::ranges::find(own, name) != own.end();
}

std::string_view word(plan::ProgramRole role) {
  switch (role) {
    case plan::ProgramRole::schedule:
      return "schedule";
    case plan::ProgramRole::listener:
      return "listener";
    case plan::ProgramRole::result:
      return "cb";
    case plan::ProgramRole::failure:
      return "err";
    case plan::ProgramRole::connection:
      return "server";
  }
  return "";
}

// The last one of a name counts.
void set(std::vector<std::string>& variables, std::string variable) {
  const auto same = std::ranges::find(variables, name_of(variable), name_of);
  if (same != variables.end())
    *same = std::move(variable);
  else
    variables.push_back(std::move(variable));
}

std::vector<std::string> inherited() {
  std::vector<std::string> variables;
  for (char** each = environ; *each != nullptr; ++each)
    if (!is_of_aiod_alone(name_of(*each))) variables.emplace_back(*each);
  return variables;
}

bool fits(const std::string& data) {
  return data.size() <= most_data && data.find('\0') == std::string::npos;
}

// As a client of IPv4 is known, also where it came to a socket of IPv6.
std::string host_of(const SocketAddress& peer) {
  constexpr std::string_view mapped = "::ffff:";
  std::string host = peer.host();
  if (host.starts_with(mapped) && host.find('.') != std::string::npos) host.erase(0, mapped.size());
  return host;
}

void add_peer(std::vector<std::string>& variables, const SocketAddress& peer) {
  if (peer.none()) return;
  variables.push_back("REMOTE_ADDR=" + host_of(peer));
  if (peer.port() != 0) variables.push_back("REMOTE_PORT=" + std::to_string(peer.port()));
}

}  // namespace

std::string pid_variable() {
  return "AIO_PID=" + std::to_string(getpid());
}

std::string run_variable(std::uint64_t run) {
  return "AIO_RUN=" + std::to_string(run);
}

std::vector<std::string> variables_of(const plan::ProgramSpec& spec,
                                      const ProgramCall& call,
                                      std::uint64_t run) {
  std::vector<std::string> variables = inherited();
  for (const std::string& variable : spec.environment) set(variables, variable);
  variables.push_back("AIO_KIND=" + std::string(word(call.role)));
  variables.push_back("AIO_NAME=" + call.name);
  variables.push_back(run_variable(run));
  variables.push_back(pid_variable());
  if (call.role == plan::ProgramRole::listener) variables.push_back("AIO_SIGNAL=" + call.signal);
  if (call.role == plan::ProgramRole::connection)
    add_peer(variables, call.peer);
  else if (call.role != plan::ProgramRole::schedule && fits(call.payload))
    variables.push_back("AIO_DATA=" + call.payload);
  return variables;
}

}  // namespace aio::runtime
