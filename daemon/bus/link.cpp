// SPDX-License-Identifier: MIT
#include "daemon/bus/link.hpp"

#include <utility>

#include "dbus/names.hpp"

namespace aio::bus {
namespace {

/// Null where the bus itself lets in nobody who may not do everything.
std::unique_ptr<Authorizer> authorizer_of(Access access,
                                          runtime::EventLoop& loop,
                                          runner::Runner& runner,
                                          sdbus::IConnection& connection,
                                          dbus::Pump& pump) {
  if (access == Access::everything) return nullptr;
  return std::make_unique<Authorizer>(loop, runner, connection, pump, access == Access::polkit,
                                      Authorizer::Patience());
}

}  // namespace

Link::Link(runtime::EventLoop& loop,
           runner::Runner& runner,
           News& news,
           std::unique_ptr<sdbus::IConnection> connection,
           const std::string& bus,
           Access access,
           const std::string& log_target,
           dbus::Pump::OnBroken on_broken,
           dbus::NameRequest::OnAnswer on_answer)
    : connection_(std::move(connection)),
      pump_(loop.context(), *connection_, std::move(on_broken)),
      authorizer_(authorizer_of(access, loop, runner, *connection_, pump_)),
      guard_(*connection_),
      calls_(std::make_shared<Calls>(runner, connection_, pump_)),
      monitor_(runner, dbus::raw(*connection_), pump_),
      manager_(*connection_, runner, calls_, monitor_, bus),
      config_(*connection_, runner, calls_),
      log_control_(*connection_, runner, log_target),
      object_manager_(dbus::add_object_manager(*connection_, dbus::root_path)),
      schedules_(*connection_, runner, calls_, runner::ItemKind::schedule),
      servers_(*connection_, runner, calls_, runner::ItemKind::server),
      listeners_(*connection_, runner, calls_, runner::ItemKind::listener),
      modules_(*connection_, runner, calls_, runner::ItemKind::module),
      teller_(loop,
              dbus::raw(*connection_),
              pump_,
              {&schedules_, &servers_, &listeners_, &modules_},
              manager_),
      news_(news),
      name_(*connection_, dbus::bus_name, std::move(on_answer)) {
  news_.tell(&teller_, &monitor_);
}

// sdbus-c++ would wait at the end of a connection until the bus has taken what is unsent, which a
// frozen one never does.
Link::~Link() {
  news_.tell(nullptr, nullptr);
  calls_->close();
  sd_bus* const bus = dbus::raw(*connection_);
  if (dbus::unsent(bus) > 0) dbus::close(bus);
}

void Link::request_name() {
  name_.send();
  pump_.wake();
}

}  // namespace aio::bus
