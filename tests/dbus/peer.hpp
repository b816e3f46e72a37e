// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include <systemd/sd-bus.h>

namespace aio::test {

struct ReleaseMessage {
  void operator()(sd_bus_message* message) const noexcept { sd_bus_message_unref(message); }
};
using Message = std::unique_ptr<sd_bus_message, ReleaseMessage>;

/// A client on a bus that says what it likes, with libsystemd alone: also what sdbus-c++ would not
/// send. Throws std::system_error when libsystemd fails; an answer that is an error is none.
class Peer {
 public:
  explicit Peer(const std::string& address);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  sd_bus* bus() const { return bus_; }
  int descriptor() const { return sd_bus_get_fd(bus_); }

  /// A call that is still to be filled and sent.
  Message message(const std::string& destination,
                  const std::string& path,
                  const std::string& interface,
                  const std::string& member) const;
  /// Its answer, also an error; null when there is none for `limit`, or the connection is lost.
  Message answer(const Message& call, std::chrono::seconds limit = std::chrono::seconds(30)) const;
  /// The name of the error that answers, or "".
  std::string error(const Message& call) const;
  void send(const Message& call) const;  ///< and asks for no answer
  void flush() const;

  /// Signals that come from now on, gathered by pending().
  void listen(const std::string& match);
  /// Waits until another signal came that `listen` asked for; null when none does.
  Message next_signal(std::chrono::seconds limit = std::chrono::seconds(30));

 private:
  static int on_signal(sd_bus_message* message, void* self, sd_bus_error*);

  sd_bus* bus_ = nullptr;
  std::vector<Message> signals_;
};

void check_bus(int result);

}  // namespace aio::test
