// SPDX-License-Identifier: MIT
#include "daemon/plan/shared_address.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace aio::plan {
namespace {

/// The kernel's spelling, so that "::0" and "::" are the same one.
std::string canonical(const std::string& address) {
  try {
    return SocketAddress::ip(address, 0).host();
  } catch (const std::invalid_argument&) {
    return address;
  }
}

bool is_v6(const std::string& address) {
  return address.find(':') != std::string::npos;
}

bool ip_addresses_meet(const std::string& one, const std::string& two) {
  if (one == "*" || two == "*") return true;
  if (is_v6(one) != is_v6(two)) return false;
  const std::string any = is_v6(one) ? "::" : "0.0.0.0";
  return one == two || one == any || two == any;
}

// A file belongs to one socket, of whatever type; abstract names are apart by type.
std::string group_of(const ServerSpec& server) {
  const std::string type(word(server.type));
  if (!is_unix(server.type)) return type + " " + std::to_string(server.port);
  if (server.address.starts_with('@')) return type + " " + server.address;
  return std::filesystem::path(server.address).lexically_normal();
}

}  // namespace

std::optional<TakenAddresses::Taken> TakenAddresses::take(const ServerSpec& server) {
  const bool ip = !is_unix(server.type);
  if (ip && server.port == 0) return std::nullopt;
  std::vector<Taken>& group = taken_[group_of(server)];
  const auto meets = [&](const Taken& other) {
    return !ip || ip_addresses_meet(canonical(other.address), canonical(server.address));
  };
  const auto found = std::ranges::find_if(group, meets);
  if (found != group.end()) return *found;
  group.push_back({server.name, server.address});
  return std::nullopt;
}

}  // namespace aio::plan
