// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "conf/document.hpp"
#include "daemon/runner/edit.hpp"

namespace aio::runner {

/// A change that is undone by itself unless somebody confirms it.
struct PendingRevert {
  Layer layer = Layer::file;
  std::vector<Edit> made;  ///< what was set and unset
  std::vector<Edit> undo;  ///< what was there before, in the same order
  std::chrono::system_clock::time_point until;
  std::vector<Edit> ended{};  ///< values set at runtime, which it has ended in the file's favour
};

/// What outlives aiod besides configuration files: values that were set at runtime alone, and a
/// change that waits to be confirmed. A value; the one of the StateKeeper is what holds.
struct KeptState {
  conf::Document values = no_values();  ///< as one more file, read after all others
  std::optional<PendingRevert> revert;

  bool is_empty() const { return values.sections().empty() && !revert; }
  static conf::Document no_values();
};

/// The state as a text of configuration syntax with a version in it, and back. parse throws
/// Error{failed} for a text that is none, or of a later version.
std::string dumped(const KeptState& state, const std::string& configuration);
KeptState parse_kept_state(const std::string& name, std::string text);

/// Where the state of a configuration is kept in a folder: aio.conf-3f0c....state.
std::filesystem::path state_file(const std::filesystem::path& folder,
                                 const std::filesystem::path& configuration);

/// Reads it; an empty state when there is no file. Throws Error.
KeptState load_state(const std::filesystem::path& file);

/// Puts it on the disk, atomically, with the folders above it; an empty one makes no file where
/// there is none. Throws Error{not_permitted or failed}.
void save_state(const std::filesystem::path& file,
                const KeptState& state,
                const std::string& configuration);

}  // namespace aio::runner
