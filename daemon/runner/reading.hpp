// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "conf/load.hpp"

// What the runner asks of configuration files, as plain functions for the worker's thread.
namespace aio::runner {

/// One option to set, or to unset when there is no value.
struct Edit {
  std::string section;
  std::string option;
  std::optional<std::string> value;
};

/// A file's new text, which is written only after it has been found good and what it asks for is
/// prepared.
struct Rewrite {
  std::filesystem::path file;
  std::optional<std::string> before;  ///< nothing: the file is new
  std::string after;
};

/// A configuration as it would be after the edits, none of which has reached the disk.
struct Draft {
  conf::Reading reading;
  std::optional<Rewrite> rewrite;  ///< nothing when there was nothing to edit
};

/// Reads the configuration and tries the edits on it. Mistakes are in the reading's Problems.
/// Throws Error{broken_config} for an edit that cannot be written, and Error{not_found} for an
/// option to unset that is not there.
Draft draft(const conf::Search& search, const std::vector<Edit>& edits);

/// Puts the rewrite on the disk, and answers whether the file could keep its owner. Throws
/// Error{not_permitted or failed}, with the old text in place, also when somebody else has changed
/// the file since it was read.
bool write(const Rewrite& rewrite);

}  // namespace aio::runner
