// SPDX-License-Identifier: MIT
#include "daemon/host/systemd_host.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <sstream>
#include <utility>

#include <systemd/sd-daemon.h>
#include <systemd/sd-id128.h>

#include "daemon/host/socket_address.hpp"

namespace aio::host {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view name_of_status = "aio=status";  // no server can have it
constexpr int most_that_is_believed = 65536;

// A process that systemd started finds its own pid there; what it starts in turn finds another's.
bool started_by_systemd() {
  const char* pid = std::getenv("SYSTEMD_EXEC_PID");
  return pid != nullptr && std::to_string(getpid()) == pid;
}

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// What this process starts must not think itself watched.
std::chrono::microseconds watchdog_of_this_process() {
  std::uint64_t usec = 0;
  if (sd_watchdog_enabled(1, &usec) <= 0) return {};
  return std::chrono::microseconds(usec);
}

// Of a later systemd, 254; before that nobody knows.
std::optional<std::size_t> size_of_store() {
  const std::string most = variable("FDSTORE");
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(most.data(), most.data() + most.size(), count);
  return error == std::errc() ? std::optional(count) : std::nullopt;
}

bool has_store(bool supervised) {
  return supervised && !variable("NOTIFY_SOCKET").empty() && size_of_store() != 0;
}

void notify(const std::string& state) noexcept {
  sd_notify(0, state.c_str());
}

}  // namespace

SystemdHost::SystemdHost()
    : supervised_(started_by_systemd()),
      watchdog_(watchdog_of_this_process()),
      store_(has_store(supervised_), size_of_store()),
      grid_(store_.there()) {
  const std::string announced = variable("LISTEN_FDS");
  const std::string announced_names = variable("LISTEN_FDNAMES");
  char** names = nullptr;
  const int count = sd_listen_fds_with_names(1, &names);
  for (int i = 0; i < count; ++i) {
    take_over(names[i], runtime::Descriptor(SD_LISTEN_FDS_START + i));
    std::free(names[i]);
  }
  std::free(names);
  if (count < 0) take_what_is_there(announced, announced_names);
}

// The variables do not tell the truth: what is there all the same must not be in our own way.
void SystemdHost::take_what_is_there(const std::string& count, const std::string& names) {
  std::istringstream rest(names);
  const int most = std::min(std::atoi(count.c_str()), most_that_is_believed);
  for (int fd = SD_LISTEN_FDS_START; fd < SD_LISTEN_FDS_START + most; ++fd) {
    std::string name;
    std::getline(rest, name, ':');
    if (fcntl(fd, F_SETFD, FD_CLOEXEC) == 0) take_over(name, runtime::Descriptor(fd));
  }
}

// What is no server's socket, be it passed or stored, can only have been stored.
void SystemdHost::take_over(const std::string& name, runtime::Descriptor descriptor) {
  if (grid_.take_back(name, descriptor)) return;
  if (StoredName::parse(name) || !is_of_a_server(descriptor.number()))
    store_.take_back(name, std::move(descriptor));
  else
    sockets_.push_back({name, descriptor.release()});
}

SystemdHost::~SystemdHost() {
  for (const Passed& socket : sockets_) close(socket.fd);
}

// machine-id(5), which a container may be without; its name is then all that tells it from others.
std::string SystemdHost::machine_id() const {
  sd_id128_t id{};
  std::array<char, SD_ID128_STRING_MAX> text{};
  if (sd_id128_get_machine(&id) >= 0) return sd_id128_to_string(id, text.data());
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::filesystem::path SystemdHost::state_folder() const {
  const std::filesystem::path given = variable("STATE_DIRECTORY");
  if (!given.empty()) return given.native().substr(0, given.native().find(':'));
  if (supervised_) return {};
  if (const auto folder = variable("XDG_STATE_HOME"); !folder.empty())
    return std::filesystem::path(folder) / "aio";
  if (const auto home = variable("HOME"); !home.empty())
    return std::filesystem::path(home) / ".local/state/aio";
  return {};
}

std::optional<int> SystemdHost::passed_socket(const std::string& name, const Endpoint& endpoint) {
  const auto fits = [&](const Passed& socket) {
    return socket.name == name && serves(socket.fd, endpoint);
  };
  const auto found = std::ranges::find_if(sockets_, fits);
  if (found == sockets_.end()) return std::nullopt;
  const int duplicate = fcntl(found->fd, F_DUPFD_CLOEXEC, 0);
  if (duplicate < 0) return std::nullopt;  // no descriptor left: opening a new socket will say so
  found->used = true;
  return duplicate;
}

std::optional<int> SystemdHost::status_socket() {
  const auto found = std::ranges::find(sockets_, name_of_status, &Passed::name);
  if (found == sockets_.end()) return std::nullopt;
  found->used = true;
  return found->fd;
}

void SystemdHost::ready(const std::string& status) noexcept {
  notify("READY=1\nSTATUS=" + status);
}

void SystemdHost::status(const std::string& status) noexcept {
  notify("STATUS=" + status);
}

void SystemdHost::alive() noexcept {
  notify("WATCHDOG=1");
}

// The stamp tells systemd which of its requests this answers (sd_notify(3)).
void SystemdHost::reloading() noexcept {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const auto usec =
      std::chrono::seconds(now.tv_sec) / 1us + std::chrono::nanoseconds(now.tv_nsec) / 1us;
  notify("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(usec) + "\nSTATUS=reloading");
}

// A time shorter than that of the unit changes nothing.
void SystemdHost::stopping(std::chrono::nanoseconds longest) noexcept {
  notify("STOPPING=1\nSTATUS=stopping\nEXTEND_TIMEOUT_USEC=" + std::to_string(longest / 1us));
}

void SystemdHost::failing(int error_number, const std::string& bus_error) noexcept {
  if (error_number != 0) notify("ERRNO=" + std::to_string(error_number));
  if (!bus_error.empty()) notify("BUSERROR=" + bus_error);
}

std::vector<std::string> SystemdHost::unclaimed() const {
  std::vector<std::string> names;
  for (const Passed& socket : sockets_)
    if (!socket.used) names.push_back(socket.name + " (" + described(socket.fd) + ")");
  return names;
}

bool SystemdHost::note_sockets(const std::vector<runner::OpenSocket>& open) {
  std::vector<ino_t> units;
  for (const Passed& socket : sockets_) units.push_back(id_of(socket.fd));
  return store_.note(open, units);
}

// systemd keeps what is a unit's, whatever it is told of the store.
void SystemdHost::forget_unclaimed() noexcept {
  for (const Passed& socket : sockets_)
    if (!socket.used) notify("FDSTOREREMOVE=1\nFDNAME=" + socket.name);
}

bool is_the_journal(int fd) {
  const char* stream = std::getenv("JOURNAL_STREAM");
  struct stat status {};
  if (stream == nullptr || fstat(fd, &status) != 0) return false;
  return std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino) == stream;
}

}  // namespace aio::host
