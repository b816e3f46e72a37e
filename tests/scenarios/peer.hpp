// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>

#include <string>
#include <string_view>

namespace aio::scenarios {

/// A socket of any type that a server may have, connected to one; blocking, with a deadline on each
/// wait. A unix datagram one has a name of its own, to be answered at. Throws std::system_error.
class Peer {
 public:
  explicit Peer(const Endpoint& server);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  void send(std::string_view data);  ///< at once: one datagram
  std::string receive();             ///< what comes next; empty at the end

 private:
  int fd_;
};

/// Another program's socket: it holds the address, and says nothing.
class Squatter {
 public:
  explicit Squatter(const Endpoint& endpoint);
  ~Squatter();
  Squatter(const Squatter&) = delete;
  Squatter& operator=(const Squatter&) = delete;

  Endpoint endpoint() const;

 private:
  int fd_;
  ServerType type_;
};

}  // namespace aio::scenarios
