// SPDX-License-Identifier: MIT
#pragma once

#include <aio/task.hpp>

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conf/load.hpp"
#include "daemon/runner/worker.hpp"

namespace aio::runner {

/// One of the user's files as it was: aio.conf itself, or a drop-in, by the name in its folder.
struct SavedFile {
  std::string name;
  std::string text;

  bool operator==(const SavedFile&) const = default;
};

/// A configuration's files as one text, the main file first, and back. parse throws Error{failed}
/// for a text that is none, or of a later version.
std::string dumped(std::span<const SavedFile> files);
std::vector<SavedFile> parse_saved_files(const std::string& name, std::string_view text);

/// The search with those texts in the place of the files that it comes to; of a drop-in that was
/// not there then, nothing is left. nullopt: it comes to no file.
std::optional<conf::Search> with_saved_files(conf::Search search, std::span<const SavedFile> files);

/// The user's files of the last configuration without a mistake, for a start at which they have
/// one: a service comes up with what it ran before. Owned by the runner, on whose loop it is
/// called; the worker, on which it reads and writes, outlives it.
class LastGood {
 public:
  explicit LastGood(Worker& worker) : worker_(worker) {}

  /// Where they are kept; empty: nowhere.
  void keep_in(std::filesystem::path folder) { folder_ = std::move(folder); }

  /// The search that comes to them. nullopt: none are kept for that configuration. Throws
  /// Error{failed or not_permitted} for what cannot be read.
  task<std::optional<conf::Search>> find(conf::Search search);

  /// From now on these are the last good ones. Answers whether keep() is to be run for it.
  bool note(const conf::UserFiles& files);

  /// Writes what has been noted, the latest only; a failure is told in the log.
  task<> keep();

 private:
  struct Noted {
    std::filesystem::path file;
    std::vector<conf::Document> documents;
  };
  void write(const Noted& noted);  // on the worker

  Worker& worker_;
  std::filesystem::path folder_;
  std::optional<Noted> noted_;
  bool keeping_ = false;
};

}  // namespace aio::runner
