// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "bench/process.hpp"

namespace bench {

/// A folder of our own, gone with this.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  ~Folder();
  const std::filesystem::path& path() const noexcept { return path_; }
  void write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;  ///< "" when it is not there

 private:
  std::filesystem::path path_;
};

/// A program that says READY=1, as systemd would hear it.
class Started {
 public:
  /// Runs it, and waits for READY. Throws std::runtime_error when it does not come, or only
  /// degraded.
  Started(const Folder& folder, std::vector<std::string> words);

  const Process& process() const noexcept { return *process_; }
  double seconds_to_ready() const noexcept { return seconds_; }

 private:
  std::unique_ptr<Process> process_;
  double seconds_ = 0;
};

/// The real aiod, with the module bench.subject at hand, and ready.
class Aiod {
 public:
  /// `bus` is an address, or "none".
  explicit Aiod(const std::string& configuration, const std::string& bus = "none");

  const Process& process() const noexcept { return started_.process(); }
  double seconds_to_ready() const noexcept { return started_.seconds_to_ready(); }

 private:
  Folder folder_;
  Started started_;
};

std::string program(const std::string& name);  ///< its path in this build
std::uint16_t free_port();                     ///< nobody listened there a moment ago

/// One line to a server on this port of 127.0.0.1, and the line that comes back.
std::string ask(std::uint16_t port, const std::string& line);

}  // namespace bench
