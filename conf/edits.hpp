// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "conf/document.hpp"
#include "conf/load.hpp"
#include "conf/problem.hpp"

// Edits on a configuration, for aiod and aioctl alike: which file they go to, and what is refused.
namespace aio::conf {

/// One option to set, or to unset when there is no value.
struct Edit {
  std::string section;
  std::string option;
  std::optional<std::string> value;

  bool operator==(const Edit&) const = default;
};

/// Why an edit is not made.
struct RefusedEdit {
  Edit edit;
  Problem problem;
  bool not_there = false;  ///< what is to be unset is not set
};

/// Makes the edits, all or none. `over` is what is read behind the document: what is set there
/// wins, and an edit of it would be without effect.
std::optional<RefusedEdit> make(const std::vector<Edit>& edits,
                                Document& document,
                                std::span<const Document> over = {});

/// What takes an edit back that is made in the document.
Edit undo_of(const Edit& edit, const Document& document);

/// The file that is made when there is none to edit: aio.conf in the first editable folder, or in
/// the current one.
std::filesystem::path new_file(const Search& search);

/// Whether the file, where its links lead, stands in an editable folder, or in one below it;
/// true when none is named.
bool is_editable(const std::filesystem::path& file, const Search& search);

}  // namespace aio::conf
