// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conf/config.hpp"
#include "conf/document.hpp"
#include "conf/edits.hpp"
#include "conf/load.hpp"
#include "ctl/options.hpp"

// Configuration files without a daemon. All of it throws Failure.
namespace aio::ctl {

using conf::Edit;

/// Where aiod would look, with -c if it was given.
conf::Search search_of(const Options& options);

/// One file as it stands. Mistakes in its text are Failure{bad_config}.
conf::Document read_document(const std::filesystem::path& file);

/// A file, its drop-ins and its modules', and what they come to. A value that only the key table
/// objects to can be read all the same.
conf::Reading read_whole(const conf::Search& search);

/// What that comes to.
std::shared_ptr<const conf::Config> read_effective(const conf::Search& search);

/// The file that the search finds, or a new aio.conf in the current folder.
std::filesystem::path file_to_edit(const conf::Search& search);

/// A file that was changed, and what the change could not keep.
struct FileChange {
  std::filesystem::path file;
  bool owner_kept = true;
};

/// Edits -f's file, or -c's, or the one that the search finds, or a new aio.conf in the current
/// folder. All or nothing. But for -f, a file that would then have mistakes which it has not now is
/// left alone. Others that edit a file of the same folder wait, or are waited for. In a folder that
/// is another user's, root is that user from then on.
FileChange change_file(const Options& options, const std::vector<Edit>& edits);

}  // namespace aio::ctl
