// SPDX-License-Identifier: MIT
#include "tests/scenarios/bus_scenario.hpp"

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>

namespace aio::scenarios {

using std::chrono::steady_clock;

test::Message BusScenario::message(const test::Peer& peer,
                                   const std::string& interface,
                                   const std::string& member,
                                   const std::string& path) {
  return peer.message("org.aio.Runner1", path, "org.aio.Runner1." + interface, member);
}

test::Message BusScenario::emit(const test::Peer& peer,
                                const std::string& signal,
                                const std::string& data) {
  auto call = message(peer, "Manager", "Emit");
  test::check_bus(sd_bus_message_append(call.get(), "ssa{sv}", signal.c_str(), data.c_str(), 0));
  return call;
}

test::Message BusScenario::status(const test::Peer& peer) {
  auto call = message(peer, "Manager", "Status");
  test::check_bus(sd_bus_message_append(call.get(), "a{sv}", 0));
  return call;
}

// A try costs a connection, since the bus itself may be another one by then.
bool BusScenario::answers() const {
  for (const auto deadline = steady_clock::now() + patience; steady_clock::now() < deadline;) {
    try {
      const auto caller = peer();
      if (caller.error(status(caller)).empty()) return true;
    } catch (const std::system_error&) {
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));  // between looks at what may change
  }
  return false;
}

std::map<std::string, std::string> BusScenario::objects(const test::Peer& peer) {
  const auto listed =
      peer.answer(peer.message("org.aio.Runner1", "/org/aio/Runner1",
                               "org.freedesktop.DBus.ObjectManager", "GetManagedObjects"));
  sd_bus_message* const reply = listed.get();
  std::map<std::string, std::string> objects;
  test::check_bus(sd_bus_message_enter_container(reply, 'a', "{oa{sa{sv}}}"));
  while (sd_bus_message_enter_container(reply, 'e', "oa{sa{sv}}") > 0) {
    const char* path = nullptr;
    test::check_bus(sd_bus_message_read_basic(reply, 'o', &path));
    test::check_bus(sd_bus_message_enter_container(reply, 'a', "{sa{sv}}"));
    while (sd_bus_message_enter_container(reply, 'e', "sa{sv}") > 0) {
      const char* interface = nullptr;
      test::check_bus(sd_bus_message_read_basic(reply, 's', &interface));
      if (std::string_view(interface).starts_with("org.aio.")) objects[path] = interface;
      test::check_bus(sd_bus_message_skip(reply, "a{sv}"));
      test::check_bus(sd_bus_message_exit_container(reply));
    }
    test::check_bus(sd_bus_message_exit_container(reply));
    test::check_bus(sd_bus_message_exit_container(reply));
  }
  return objects;
}

std::size_t descriptors_of(pid_t pid) {
  const std::filesystem::directory_iterator all("/proc/" + std::to_string(pid) + "/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::size_t resident_kilobytes(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/statm");
  std::size_t size = 0;
  std::size_t resident = 0;
  file >> size >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

}  // namespace aio::scenarios
