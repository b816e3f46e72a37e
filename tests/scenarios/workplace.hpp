// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace aio::scenarios {

/// The folder that a scenario's programs run in, with a runtime folder of its own in it, so that
/// their private bus is nobody else's. Made by the scenario; what is in it goes when it ends.
class Workplace {
 public:
  Workplace();
  ~Workplace();
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path runtime_folder() const { return folder_ / "run"; }

  /// Makes the folders above it too.
  void write(const std::filesystem::path& name, std::string_view text) const;
  std::string read(const std::filesystem::path& name) const;
  bool has(const std::filesystem::path& name) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace aio::scenarios
