// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/plan/spec.hpp"

namespace aio::plan {

/// The addresses of the servers that have one so far. An address of all interfaces is that of each
/// of them too; udp and tcp do not meet.
class TakenAddresses {
 public:
  struct Taken {
    std::string name;     ///< of the server
    std::string address;  ///< as its section says it
  };

  /// Gives the server its address, unless another one has it: then that one.
  std::optional<Taken> take(const ServerSpec& server);

 private:
  std::map<std::string, std::vector<Taken>> taken_;  // by what two must share in order to meet
};

}  // namespace aio::plan
