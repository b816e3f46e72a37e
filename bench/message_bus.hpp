// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "bench/aiod.hpp"

namespace bench {

/// A dbus-daemon of our own, which lets everybody do everything. Where aioctl looks for the bus of
/// the user's aiod, if it is told of the runtime folder.
class MessageBus {
 public:
  MessageBus();

  std::string address() const { return "unix:path=" + (folder_.path() / "aio/bus").string(); }
  std::string runtime_folder() const { return folder_.path(); }

 private:
  Folder folder_;
  std::unique_ptr<Process> daemon_;
};

}  // namespace bench
