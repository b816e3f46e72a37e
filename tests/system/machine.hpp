// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/scenarios/process.hpp"

namespace aio::system_tests {

using Words = std::vector<std::string>;
using scenarios::Finished;
using scenarios::Process;

/// What a machine has besides the files of this system.
enum class Contents { this_build, nothing };

/// A booted machine of the script tests/system/machine, with this build installed in it. Owned by
/// the test; its plug is pulled when this ends, and when the test program dies. What goes wrong
/// with the machine itself is a std::runtime_error.
class Machine {
 public:
  /// Why none can run here; nothing when it can.
  static std::optional<std::string> lacking();

  explicit Machine(Words options = {}, Contents contents = Contents::this_build);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  /// Runs a command in there to its end.
  Finished run(Words words) const;
  /// Begins a command in there. It does not end with this, but with the machine.
  Process start(Words words) const;
  /// What a command says; one that fails is a std::runtime_error.
  std::string told(Words words) const;
  /// Makes the folders above it too.
  void write(const std::string& path, std::string_view text) const;
  void put(const std::string& source, const std::string& target) const;
  std::string log() const;

 private:
  std::string name_;
};

}  // namespace aio::system_tests
