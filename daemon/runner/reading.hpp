// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "conf/document.hpp"
#include "conf/load.hpp"
#include "daemon/runner/edit.hpp"
#include "daemon/runner/kept_state.hpp"

// What the runner asks of configuration files, as plain functions for the worker's thread.
namespace aio::runner {

/// A file's new text, which is written only after it has been found good and what it asks for is
/// prepared.
struct Rewrite {
  std::filesystem::path file;
  std::optional<std::string> before;  ///< nothing: the file is new
  std::string after;
};

/// What is to be tried on a configuration.
struct Trial {
  std::vector<Edit> edits;
  Layer layer = Layer::file;
  /// Of an undo in the file: the values set at runtime that the change had ended, which hold again
  /// where no others do. Nothing: an option that is edited in the file has no value at runtime any
  /// more.
  std::optional<std::vector<Edit>> brought_back{};
};

/// A configuration as it would be after the edits, none of which has reached the disk.
struct Draft {
  conf::Reading reading;
  std::optional<Rewrite> rewrite;          ///< nothing when there was nothing to edit in the file
  std::optional<conf::Document> values{};  ///< those set at runtime, when they are others now
  std::vector<Edit> undo{};                ///< what would take the edits back
  std::vector<Edit> ended{};               ///< values set at runtime that do not hold any more
};

/// Reads the configuration, with `values` over it, and tries the edits on their layer. Mistakes are
/// in the reading's Problems. With the reading before, it takes as long as what has changed since.
/// Throws Error{broken_config} for an edit that cannot be written, Error{not_found} for an option
/// to unset that is not there, and Error{not_permitted or failed} for a file that cannot be read.
Draft draft(const conf::Search& search,
            const Trial& trial,
            const conf::Document& values = KeptState::no_values(),
            const conf::Reading* before = nullptr);

/// The user's file, or the one that is made when there is none. Throws Error{not_permitted} for one
/// that is passed over, or that no edit may reach.
std::filesystem::path file_to_edit(const conf::Search& search, const conf::UserFiles& files);

/// Throws Error{not_permitted} for a file of a folder that is not the service's own.
void refuse_foreign(const std::filesystem::path& file, const conf::Search& search);

/// What of a change that waits to be confirmed is to be undone: where it stands as it was made.
Trial undo_of(const PendingRevert& revert,
              const conf::Search& search,
              const conf::Document& values,
              const conf::Reading* before = nullptr);

/// Undoes on the disk, and in the state, what nobody has confirmed, before anything has been read.
/// Throws Error.
void undo(const conf::Search& search, KeptState& state);

/// Puts the rewrite on the disk, and answers whether the file could keep its owner. Throws
/// Error{not_permitted or failed}, with the old text in place, also when somebody else has changed
/// the file since it was read.
bool write(const Rewrite& rewrite);

}  // namespace aio::runner
