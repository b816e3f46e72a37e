// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sdbus-c++/IConnection.h>

#include "daemon/bus/calls.hpp"
#include "daemon/runner/item_kind.hpp"
#include "daemon/runner/runner.hpp"
#include "dbus/folder.hpp"

namespace aio::bus {

/// The objects of the items of one kind: translation between the bus and the runner, and nothing
/// else. Owned by a Link; the runner outlives it.
class ItemFolder final : public dbus::Folder::Contents {
 public:
  ItemFolder(sdbus::IConnection& connection,
             runner::Runner& runner,
             std::shared_ptr<Calls> calls,
             runner::ItemKind kind);

  std::vector<std::string> names() const override { return runner_.item_names(kind_); }
  std::optional<dbus::Properties> find(const std::string& name) const override;
  const dbus::Folder& folder() const noexcept { return folder_; }

 private:
  void call(const std::string& name, dbus::Call call) override;
  std::optional<runtime::ScheduleSnapshot> schedule(const std::string& name) const;
  void trigger(const std::string& name, dbus::Call call);
  void answer(task<> verb, dbus::Call call);

  runner::Runner& runner_;
  std::shared_ptr<Calls> calls_;
  runner::ItemKind kind_;
  dbus::Folder folder_;
};

}  // namespace aio::bus
