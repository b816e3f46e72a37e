// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <vector>

#include "conf/load.hpp"

// Which files a Search comes to.
namespace aio::conf {

/// The path as seen from the search's current folder.
std::filesystem::path absolute(const Search& search, const std::filesystem::path& path);

/// A file that may not be looked at counts as there: reading it will say so.
bool is_there(const std::filesystem::path& path);

/// A file of the search order, and how strict to be with it.
struct Candidate {
  std::filesystem::path path;
  bool only_root_owned = false;
};

/// The files as one reading sees them: those on disk, with the replaced documents in their place.
/// The search outlives it.
class Files {
 public:
  explicit Files(const Search& search);

  bool has(const Candidate& candidate) const;
  const Document* replaced(const std::filesystem::path& path) const;  ///< null: it is not

  /// The user's file: the named one, whether it is there or not, or the first of the search order.
  std::optional<Candidate> chosen() const;

  /// What would have been the first, were it root's alone.
  std::optional<std::filesystem::path> passed_over() const;

  /// FILE.d/*.conf in byte order; `error` says why the folder cannot be read.
  std::vector<std::filesystem::path> drop_ins(const Candidate& of, std::error_code& error) const;

 private:
  std::array<Candidate, 3> candidates() const;
  std::optional<Candidate> first() const;

  const Search& search_;
  std::map<std::filesystem::path, Document> replaced_;
};

}  // namespace aio::conf
