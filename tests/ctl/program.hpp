// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/dbus/test_bus.hpp"

namespace aio::test {

/// How a program ended, and what it wrote.
struct Ended {
  int exit = -1;  ///< 128 + N after signal N
  std::string out;
  std::string err;
};

/// The real aioctl in a folder of the test's own, with a runtime folder of its own and no bus
/// unless the test gives it one.
class Aioctl {
 public:
  Aioctl();

  const std::filesystem::path& folder() const { return folder_.path(); }
  std::map<std::string, std::string>& environment() { return environment_; }

  /// Runs as a user without rights from now on, in a folder of that user's, if the test is root's.
  void be_nobody();

  /// Runs it to its end. An element of arguments is one of argv, whatever is in it.
  Ended operator()(std::vector<std::string> arguments) const;

  /// The same behind a shell: `script` has "$@" where aioctl and the arguments are to be.
  Ended in_shell(const std::string& script, std::vector<std::string> arguments) const;

  /// The same on a terminal of so many columns, which is where both outputs go; `typed` is what is
  /// typed there.
  Ended on_terminal(std::uint16_t columns,
                    std::vector<std::string> arguments,
                    const std::string& typed = {}) const;

  void write(const std::string& file, const std::string& text) const;
  std::string read(const std::string& file) const;

 private:
  [[noreturn]] void become(std::vector<std::string> command) const;
  Ended run(std::vector<std::string> command) const;

  Folder folder_;
  std::map<std::string, std::string> environment_;
  bool nobody_ = false;
};

}  // namespace aio::test
