// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <string>

#include "dbus/private_bus.hpp"

namespace aio::bus {

/// A dbus-daemon of aiod's own, for a user without a system service: it answers on a socket in the
/// private folder, dies with aiod, and is started again when it dies alone. Owned by the Bus, on
/// the loop's thread; the io_context outlives it.
///   starting --it says its address--> up --it ends--> pause --> starting
class PrivateDaemon {
 public:
  /// Takes the folder for this process. Throws aio::Error{refused}, naming the pid, when a live
  /// aiod holds it, and std::system_error when it cannot be had.
  PrivateDaemon(boost::asio::io_context& context, dbus::PrivateBus place);
  ~PrivateDaemon();
  PrivateDaemon(const PrivateDaemon&) = delete;
  PrivateDaemon& operator=(const PrivateDaemon&) = delete;

  void start();

 private:
  void make_folder() const;
  void take_folder();
  void write_configuration() const;
  void launch();
  void launch_later();
  void watch(int process);
  void ended();
  void say_once(const std::string& what);
  void end();

  dbus::PrivateBus place_;
  int lock_ = -1;
  pid_t pid_ = 0;
  boost::asio::posix::stream_descriptor process_;  // a pidfd: readable when the process has ended
  boost::asio::steady_timer pause_;
  std::string said_;
};

}  // namespace aio::bus
