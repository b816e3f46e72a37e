// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace aio::test {

/// A folder of the test's own, gone with it.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A dbus-daemon of the test's own, which starts no services; it answers when the constructor is
/// done, and dies with the test.
class TestBus {
 public:
  TestBus();
  explicit TestBus(const std::filesystem::path& socket);  ///< in a folder that is there
  TestBus(const TestBus&) = delete;
  TestBus& operator=(const TestBus&) = delete;
  ~TestBus();

  std::string address() const { return "unix:path=" + socket_.string(); }
  void kill();     ///< it is gone when this is done
  void restart();  ///< another one in its place, at the same address
  void freeze();
  void thaw();

 private:
  void start();

  Folder folder_;
  std::filesystem::path socket_;
  pid_t daemon_ = -1;
};

}  // namespace aio::test
