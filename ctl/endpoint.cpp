// SPDX-License-Identifier: MIT
#include "ctl/endpoint.hpp"

#include "ctl/cells.hpp"

namespace aio::ctl {

std::string endpoint(const Properties& server) {
  const std::string type = word(server, "type");
  if (const std::string path = word(server, "path"); !path.empty()) return type + " " + path;
  const std::string address = word(server, "address");
  const std::string shown = address.find(':') == address.npos ? address : "[" + address + "]";
  return type + " " + shown + ":" + digits(server, "port");
}

}  // namespace aio::ctl
