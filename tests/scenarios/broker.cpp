// SPDX-License-Identifier: MIT
#include "tests/scenarios/broker.hpp"

#include <stdexcept>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

constexpr const char* head =
    "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"\n"
    " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n";

std::string configuration(const std::string& address,
                          const std::string& rules,
                          const std::string& services) {
  return head + std::string("<busconfig><type>session</type><listen>") + address + "</listen>" +
         (services.empty() ? "" : "<servicedir>" + services + "</servicedir>") +
         "<policy context=\"default\"><allow user=\"*\"/><allow own=\"*\"/>"
         "<allow send_destination=\"*\"/><allow receive_sender=\"*\"/>" +
         rules + "</policy></busconfig>\n";
}

Launch broker(const Workplace& place,
              const std::string& address,
              const std::string& rules,
              const std::string& services) {
  place.write("broker.conf", configuration(address, rules, services));
  return launch(place, {"dbus-daemon", "--config-file=broker.conf", "--nofork", "--print-address"});
}

}  // namespace

Broker::Broker(const Workplace& place, const std::string& rules, const std::string& services)
    : address_("unix:path=" + (place.folder() / "broker").string()),
      process_(broker(place, address_, rules, services)) {
  if (!process_.out().holds("\n"))
    throw std::runtime_error("the bus did not start:\n" + process_.err().text());
}

}  // namespace aio::scenarios
