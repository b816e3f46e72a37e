// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <sdbus-c++/IConnection.h>

#include "daemon/bus/authorizer.hpp"
#include "daemon/bus/calls.hpp"
#include "daemon/bus/config_object.hpp"
#include "daemon/bus/item_folder.hpp"
#include "daemon/bus/log_control_object.hpp"
#include "daemon/bus/manager_object.hpp"
#include "daemon/bus/monitor.hpp"
#include "daemon/bus/news.hpp"
#include "daemon/bus/teller.hpp"
#include "daemon/runner/runner.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "dbus/folder.hpp"
#include "dbus/guard.hpp"
#include "dbus/name_request.hpp"
#include "dbus/pump.hpp"

namespace aio::bus {

/// Who may do what on a bus.
enum class Access {
  everything,      ///< the bus lets in nobody but the daemon's own user
  own_and_polkit,  ///< that user and root all, others what polkit grants
  polkit,          ///< root all, others what polkit grants: the system bus
};

/// One connection that is served, with the runner's objects on it. Owned by Bus, from the moment
/// the bus let us in until the connection breaks.
class Link {
 public:
  Link(runtime::EventLoop& loop,
       runner::Runner& runner,
       News& news,
       std::unique_ptr<sdbus::IConnection> connection,
       const std::string& bus,
       Access access,
       const std::string& log_target,
       dbus::Pump::OnBroken on_broken,
       dbus::NameRequest::OnAnswer on_answer);
  ~Link();

  void request_name();

 private:
  std::shared_ptr<sdbus::IConnection> connection_;  // shared with calls that outlive it
  dbus::Pump pump_;
  std::unique_ptr<Authorizer> authorizer_;  // before the guard, which then looks first
  dbus::Guard guard_;
  std::shared_ptr<Calls> calls_;
  Monitor monitor_;
  ManagerObject manager_;
  ConfigObject config_;
  LogControlObject log_control_;
  dbus::Slot object_manager_;
  ItemFolder schedules_;
  ItemFolder servers_;
  ItemFolder listeners_;
  ItemFolder modules_;
  Teller teller_;
  News& news_;
  dbus::NameRequest name_;
};

}  // namespace aio::bus
