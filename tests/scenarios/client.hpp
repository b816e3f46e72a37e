// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace aio::scenarios {

/// A TCP connection to 127.0.0.1, blocking, with a deadline on each wait. Throws std::system_error
/// when it cannot connect, or when the deadline passes.
class Client {
 public:
  explicit Client(std::uint16_t port);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view text);
  void send_end();                        ///< no more will be sent
  std::string receive(std::size_t size);  ///< less than `size` bytes when the peer closes before
  std::string receive_all();              ///< until the peer closes

 private:
  int fd_;
};

/// Whether somebody accepts connections there.
bool listens(std::uint16_t port);

/// A port that was free a moment ago.
std::uint16_t free_port();

}  // namespace aio::scenarios
