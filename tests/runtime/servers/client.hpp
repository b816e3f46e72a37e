// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/runtime/loop/descriptor.hpp"
#include "daemon/runtime/loop/event_loop.hpp"

namespace aio::runtime {

/// A TCP client on 127.0.0.1 in the thread of the loop under test: what it waits for, the loop does
/// meanwhile.
class Client {
 public:
  explicit Client(EventLoop& loop, std::uint16_t port);

  bool send(std::string_view data);        ///< all of it; false when it cannot
  bool send_some(std::string_view& data);  ///< what fits; true when that was all
  bool send_urgent(char byte);             ///< which receivers do not see among the others
  std::string receive_some();              ///< what is there
  std::string receive(std::size_t count);  ///< that many bytes, or fewer at the end
  std::string receive_rest();              ///< all until the other side closes
  bool closed();                           ///< waits until the other side has closed or reset
  bool sees_end();                         ///< has the other side closed by now
  void end_input();                        ///< says that it writes no more
  void reset();                            ///< goes away with an RST
  void close() { socket_.close(); }

 private:
  void take_what_is_there();

  EventLoop& loop_;
  Descriptor socket_;
  std::string received_;
  bool end_ = false;
};

}  // namespace aio::runtime
