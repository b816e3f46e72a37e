// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "conf/document.hpp"
#include "conf/load.hpp"
#include "daemon/runner/reading.hpp"

// A whole configuration file for somebody who edits it elsewhere: plain functions for the worker's
// thread.
namespace aio::runner {

/// What the dbus::Guard lets through.
inline constexpr std::size_t largest_replacement = 1 << 20;

/// A configuration file as it stood on the disk. A value.
struct FileCopy {
  std::filesystem::path file;
  std::optional<std::string> text;  ///< nothing: the file is yet to be made
  std::string version;              ///< another one when the text is another; means nothing else
};

/// A new text for the file that a FileCopy was made of.
struct Replacement {
  std::string drop_in;  ///< NAME of FILE.d/NAME.conf; empty: the file itself
  std::string version;  ///< of the copy that the text was made from
  std::string text;
};

/// The user's file, or the one that an edit would make, or a drop-in of it. Throws Error, also for
/// a text that no call could bring back.
FileCopy copy_of(const conf::Search& search, const std::string& drop_in);

/// The configuration as it would be with the replacement, with `values` set at runtime over it. No
/// value set at runtime ends by it. With the reading before, it takes as long as what has changed
/// since. Throws Error{refused} when the file is not what the copy was of.
Draft draft(const conf::Search& search,
            const Replacement& replacement,
            const conf::Document& values,
            const conf::Reading* before = nullptr);

}  // namespace aio::runner
