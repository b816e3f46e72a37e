// SPDX-License-Identifier: MIT
#include "daemon/bus/link.hpp"

#include <utility>

#include "dbus/names.hpp"

namespace aio::bus {

Link::Link(runtime::EventLoop& loop,
           runner::Runner& runner,
           std::unique_ptr<sdbus::IConnection> connection,
           const std::string& bus,
           dbus::Pump::OnBroken on_broken,
           dbus::NameRequest::OnAnswer on_answer)
    : connection_(std::move(connection)),
      pump_(loop.context(), *connection_, std::move(on_broken)),
      calls_(std::make_shared<Calls>(runner, connection_, pump_)),
      manager_(*connection_, runner, calls_, bus),
      config_(*connection_, runner, calls_),
      name_(*connection_, dbus::bus_name, std::move(on_answer)) {}

Link::~Link() {
  calls_->close();
}

void Link::request_name() {
  name_.send();
  pump_.wake();
}

}  // namespace aio::bus
