// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "tests/dbus/test_bus.hpp"

namespace aio::test {

/// A socket that takes connections and never says a word.
class SilentBus {
 public:
  SilentBus();
  explicit SilentBus(const std::filesystem::path& socket);  ///< in a folder that is there
  SilentBus(const SilentBus&) = delete;
  SilentBus& operator=(const SilentBus&) = delete;
  ~SilentBus();

  std::string address() const { return "unix:path=" + path_.string(); }

 private:
  void listen();

  Folder folder_;
  std::filesystem::path path_;
  int socket_ = -1;
};

}  // namespace aio::test
