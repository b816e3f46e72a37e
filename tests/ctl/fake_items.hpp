// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <sdbus-c++/sdbus-c++.h>

namespace aio::test {

/// The objects of the fake daemon's schedules and servers, with the methods of their interfaces
/// alone: their properties are none of aioctl's business, which reads the status. Owned by the fake
/// daemon; `calls` outlives it.
///   Trigger: "beat" ends well, "off" fails, "late" times out, "both" is dropped.
///   Pause and the others: "denied" is refused; what they return is nothing.
class FakeItems {
 public:
  FakeItems(sdbus::IConnection& connection, std::vector<std::string>& calls);

 private:
  void add_schedule(sdbus::IConnection& connection, const std::string& name);
  void add_server(sdbus::IConnection& connection, const std::string& name);
  void add_controls(sdbus::IObject& object,
                    const char* interface,
                    const std::string& item,
                    const std::string& name);

  std::vector<std::string>& calls_;
  std::vector<std::unique_ptr<sdbus::IObject>> objects_;
};

}  // namespace aio::test
