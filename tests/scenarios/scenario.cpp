// SPDX-License-Identifier: MIT
#include "tests/scenarios/scenario.hpp"

#include <signal.h>

#include <stdexcept>

namespace aio::scenarios {
namespace {

void append(Words& words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
}

Words joined(Words words, const Words& more) {
  append(words, more);
  return words;
}

std::string program(const std::string& name) {
  return name == "aiod" || name == "aioctl" ? AIO_BIN_DIR "/" + name : name;
}

}  // namespace

Launch launch(const Workplace& place, Words words) {
  words.front() = program(words.front());
  return {std::move(words),
          place.folder(),
          {"XDG_RUNTIME_DIR=" + place.runtime_folder().string(), "HOME=" + place.folder().string(),
           "XDG_CONFIG_HOME", "DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS",
           "SYSTEMD_EXEC_PID", "NOTIFY_SOCKET", "JOURNAL_STREAM", "LISTEN_PID", "LISTEN_FDS"}};
}

Daemon::Daemon(const Workplace& place, Words words)
    : process_(launch(place, joined({"aiod"}, words))) {
  if (!logs("ready:")) throw std::runtime_error("aiod did not become ready:\n" + log());
}

Daemon::~Daemon() {
  process_.signal(SIGCONT);
  process_.signal(SIGTERM);
  process_.status(2s);
}

std::optional<int> Daemon::stop() {
  process_.signal(SIGTERM);
  return process_.status();
}

Scenario::Scenario() {
  std::filesystem::create_directory_symlink(AIO_PROBE_DIR, place.folder() / "probe");
}

Finished Scenario::aioctl(Words words) const {
  return run(launch(place, joined({"aioctl"}, words)));
}

Finished Scenario::aiod(Words words) const {
  return run(launch(place, joined({"aiod"}, words)));
}

Finished Scenario::busctl(Words words) const {
  const auto address = "unix:path=" + (place.runtime_folder() / "aio/bus").string();
  return run(launch(place, joined({"busctl", "--address=" + address}, words)));
}

Finished Scenario::call(const std::string& interface,
                        const std::string& method,
                        Words arguments) const {
  return busctl(joined(
      {"call", "org.aio.Runner1", "/org/aio/Runner1", "org.aio.Runner1." + interface, method},
      arguments));
}

nlohmann::json Scenario::status() const {
  return nlohmann::json::parse(aioctl({"--json", "status"}).out);
}

nlohmann::json Scenario::status_of(const std::string& kind, const std::string& name) const {
  const auto all = status();
  for (const auto& item : all.at(kind))
    if (item.at("name") == name) return item;
  throw std::runtime_error("status shows no " + name + " among " + kind);
}

std::uint16_t Scenario::port_of(const std::string& server) const {
  return status_of("servers", server).at("port");
}

}  // namespace aio::scenarios
