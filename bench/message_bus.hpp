// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "bench/aiod.hpp"

namespace bench {

/// A dbus-daemon of our own, which lets everybody do everything.
class MessageBus {
 public:
  MessageBus();

  std::string address() const { return "unix:path=" + (folder_.path() / "bus").string(); }

 private:
  Folder folder_;
  std::unique_ptr<Process> daemon_;
};

}  // namespace bench
