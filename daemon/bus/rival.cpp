// SPDX-License-Identifier: MIT
#include "daemon/bus/rival.hpp"

#include <fstream>
#include <string>

namespace aio::bus {

bool is_aiod(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
  std::string name;
  return std::getline(file, name) && name == "aiod";
}

}  // namespace aio::bus
