// SPDX-License-Identifier: MIT
#include "daemon/host/fd_store.hpp"

#include <aio/log.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include <systemd/sd-daemon.h>

#include "daemon/host/socket_address.hpp"

namespace aio::host {
namespace {

constexpr std::string_view mark = "kept=";
constexpr std::size_t longest_stored_name = 255;  // of a FDNAME=
constexpr std::uint64_t patience_with_systemd_usec = 5'000'000;

std::string file_id(const std::string& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0 || !S_ISSOCK(status.st_mode)) return "none";
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%jx.%jx", static_cast<std::uintmax_t>(status.st_dev),
                static_cast<std::uintmax_t>(status.st_ino));
  return text.data();
}

/// Where a socket has a file; empty where it has none.
std::string path_of_socket(int fd) {
  SocketAddress address;
  socklen_t size = SocketAddress::capacity;
  if (getsockname(fd, address.data(), &size) != 0 || address.data()->sa_family != AF_UNIX)
    return {};
  address.resize(size);
  const std::string path = address.host();
  return path.starts_with('/') ? path : std::string();
}

StoredName name_of(const std::string& server, int fd) {
  const std::string path = path_of_socket(fd);
  return {server, path.empty() ? "" : file_id(path)};
}

void send(const std::string& state, const int* fd) {
  const int sent = sd_pid_notify_with_fds(0, 0, state.c_str(), fd, fd != nullptr ? 1 : 0);
  if (sent < 0)
    log::warning("systemd was not told of a socket, which may not outlive aiod: {}",
                 std::generic_category().message(-sent));
}

}  // namespace

std::string StoredName::text() const {
  return std::string(mark) + server + (file.empty() ? "" : "=" + file);
}

std::optional<StoredName> StoredName::parse(std::string_view text) {
  if (!text.starts_with(mark) || text.size() > longest_stored_name) return std::nullopt;
  text.remove_prefix(mark.size());
  const std::size_t end = text.find('=');
  StoredName name{std::string(text.substr(0, end)), {}};
  if (end != std::string_view::npos) name.file = text.substr(end + 1);
  if (name.server.empty() || name.file.find('=') != std::string::npos) return std::nullopt;
  return name;
}

ino_t id_of(int fd) {
  struct stat status {};
  return fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode) ? status.st_ino : 0;
}

void FdStore::take_back(const std::string& name, runtime::Descriptor descriptor) {
  const auto stored = StoredName::parse(name);
  if (!stored || !is_of_a_server(descriptor.number())) {
    if (!name.empty()) leaving_.push_back(name);
    return;
  }
  const ino_t id = id_of(descriptor.number());
  entries_.push_back({*stored, std::move(descriptor), id});
}

std::optional<int> FdStore::find(const std::string& server, const Endpoint& endpoint) const {
  for (const Entry& entry : entries_) {
    if (entry.open || entry.name.server != server || !serves(entry.socket.number(), endpoint))
      continue;
    // Its file may have been removed or replaced: then nobody could reach it there.
    if (entry.name.text() != name_of(server, entry.socket.number()).text()) continue;
    const int duplicate = fcntl(entry.socket.number(), F_DUPFD_CLOEXEC, 0);
    if (duplicate >= 0) return duplicate;
  }
  return std::nullopt;
}

// What a broken section of the file would have is kept for it, but not in the way of another.
bool FdStore::is_expected(const Entry& entry,
                          const std::vector<runner::WantedSocket>& wanted,
                          bool all) const {
  bool is_free = !all;
  for (const auto& [server, endpoint] : wanted) {
    const bool fits = serves(entry.socket.number(), endpoint);
    if (server == entry.name.server) return fits;
    if (fits) is_free = false;
  }
  return is_free;
}

bool FdStore::expect(const std::vector<runner::WantedSocket>& wanted, bool all) {
  for (Entry& entry : entries_) {
    if (entry.open || is_expected(entry, wanted, all)) continue;
    log::info("the socket that '{}' had before is let go: {}", entry.name.server,
              described(entry.socket.number()));
    const std::string path = path_of_socket(entry.socket.number());
    if (!path.empty() && file_id(path) == entry.name.file) unlink(path.c_str());
    shutdown(entry.socket.number(), SHUT_RDWR);
    entry.gone = true;
  }
  forget_gone();
  return !leaving_.empty();
}

bool FdStore::note(const std::vector<runner::OpenSocket>& open, const std::vector<ino_t>& units) {
  if (!there_) return false;
  std::map<std::string, std::pair<ino_t, int>> sockets;
  std::set<ino_t> ids;
  for (const auto& [server, fd] : open) {
    const ino_t id = id_of(fd);
    if (id == 0) continue;
    sockets[server] = {id, fd};
    ids.insert(id);
  }
  for (Entry& entry : entries_) {
    const auto now = sockets.find(entry.name.server);
    if (now != sockets.end() && now->second.first == entry.id) {
      entry.open = true;
      sockets.erase(now);                             // systemd has it
    } else if (entry.open || now != sockets.end()) {  // else a server may come for it yet
      // Refuses clients, and its port can be bound, before systemd has closed it.
      if (!ids.contains(entry.id)) shutdown(entry.socket.number(), SHUT_RDWR);
      entry.gone = true;
    }
  }
  forget_gone();
  for (const auto& [server, socket] : sockets)
    if (std::ranges::find(units, socket.first) == units.end()) add(server, socket.second);
  warn_of_limit();
  const bool any = std::ranges::any_of(entries_, [](const Entry& entry) { return entry.to_tell; });
  return any || !leaving_.empty();
}

void FdStore::add(const std::string& server, int socket) {
  runtime::Descriptor duplicate(fcntl(socket, F_DUPFD_CLOEXEC, 0));
  if (!duplicate)
    return log::warning("the socket of '{}' may not outlive aiod: {}", server,
                        std::generic_category().message(errno));
  entries_.push_back({name_of(server, socket), std::move(duplicate), id_of(socket), true, true});
}

// systemd forgets all of a name: what stays under the same one has to be told anew.
void FdStore::forget_gone() {
  std::set<std::string> names;
  for (const Entry& entry : entries_)
    if (entry.gone && !entry.to_tell) names.insert(entry.name.text());
  std::erase_if(entries_, [](const Entry& entry) { return entry.gone; });
  for (Entry& entry : entries_)
    if (names.contains(entry.name.text())) entry.to_tell = true;
  leaving_.insert(leaving_.end(), names.begin(), names.end());
}

void FdStore::warn_of_limit() {
  if (!most_ || entries_.size() <= *most_ || std::exchange(warned_, true)) return;
  log::warning("{} sockets are to outlive aiod, FileDescriptorStoreMax= has room for {}",
               entries_.size(), *most_);
}

// First what goes: the same socket under another name would be ignored as one that is there. The
// barrier: an address that systemd holds cannot be bound again.
void FdStore::tell() {
  const bool wait = !leaving_.empty();
  for (const std::string& name : std::exchange(leaving_, {}))
    if (there_) send("FDSTOREREMOVE=1\nFDNAME=" + name, nullptr);
  for (Entry& entry : entries_)
    if (std::exchange(entry.to_tell, false)) {
      const int fd = entry.socket.number();
      send("FDSTORE=1\nFDPOLL=0\nFDNAME=" + entry.name.text(), &fd);
    }
  if (!wait || !there_) return;
  const int answered = sd_notify_barrier(0, patience_with_systemd_usec);
  if (answered < 0)
    log::warning("systemd may still hold sockets that were let go: {}",
                 std::generic_category().message(-answered));
}

}  // namespace aio::host
