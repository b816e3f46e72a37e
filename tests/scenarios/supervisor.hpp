// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace aio::scenarios {

/// The receiving end of $NOTIFY_SOCKET, as a service manager has it (sd_notify(3)). Owned by the
/// test.
class NotifySocket {
 public:
  explicit NotifySocket(std::filesystem::path path);
  ~NotifySocket();
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;

  std::string variable() const { return "NOTIFY_SOCKET=" + path_.string(); }
  /// Waits until a message that holds this line has come; keeps what came.
  bool hears(std::string_view line);
  const std::string& heard() const { return heard_; }

 private:
  std::filesystem::path path_;
  int fd_;
  std::string heard_ = "\n";  // messages, a line end before and after each line
};

}  // namespace aio::scenarios
