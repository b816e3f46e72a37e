// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include "conf/changed_sections.hpp"
#include "conf/config.hpp"
#include "conf/document.hpp"
#include "conf/module_keys.hpp"
#include "conf/outside.hpp"
#include "conf/problem.hpp"

namespace aio::conf {

/// The keys that the modules declare, sought in the module path. Asked on the thread that reads.
using DeclaredKeys =
    std::function<std::vector<Declaration>(const std::vector<std::string>& modules,
                                           const std::vector<std::filesystem::path>& module_path)>;

/// Where to look for the configuration. A plain value of whoever calls load().
struct Search {
  std::filesystem::path file;    ///< named by the user; empty: the first of the search order
  std::filesystem::path folder;  ///< the current folder; empty: that of the process
  std::filesystem::path
      executable;  ///< aiod itself: ../lib/aio is sought from there; empty: no such folder
  bool only_root_owned = false;     ///< in `folder`, only what root owns and nobody else may write
  std::filesystem::path user_file;  ///< sought in place of system_file when it is given
  std::filesystem::path system_file = "/etc/aio/aio.conf";
  std::vector<std::filesystem::path>
      editable;  ///< the only folders whose files may be edited; empty: wherever they are
  std::vector<std::filesystem::path>
      module_path;                  ///< when no file has one; empty: as the key table has it
  std::optional<std::string> text;  ///< a configuration in place of any file, named "(text)"
  DeclaredKeys declared_keys{};     ///< empty: no module has any
  std::string runtime;  ///< values over those of all files, as one more of them; empty: none
  std::map<std::filesystem::path, Document>
      replaced;                            ///< taken in place of these files: how a change is tried
  std::shared_ptr<const Outside> outside;  ///< for ${env:} and ${cred:}; null: nothing is there
};

/// The name of Search::runtime in the places of Problems.
inline constexpr const char* runtime_name = "(runtime)";

/// Why Reading::passed_over was: behind its name, in a message.
inline constexpr const char* why_passed_over =
    "is passed over: root takes it only when root owns it and nobody else may write it";

/// The user's files as they stand.
struct UserFiles {
  Problems problems;           ///< all of them, each once; of a Reading in order of files and lines
  std::error_code file_error;  ///< of the first file that could not be read
  std::optional<std::filesystem::path> file;         ///< absolute; nothing when none was found
  std::optional<std::filesystem::path> passed_over;  ///< it stands first, but is not root's alone
  std::vector<Document> user;                        ///< the file, then its drop-ins
  bool file_is_read = false;  ///< or the text in its place: the first of these

  std::span<const Document> drop_ins() const {
    return std::span(user).subspan(file_is_read ? 1 : 0);
  }
};

/// What a reading found. `config` is always there: with Problems, it is what could be read.
struct Reading : UserFiles {
  std::shared_ptr<const Config> config;
  std::vector<std::string> modules;                ///< listed by the user, in order, each once
  std::vector<std::filesystem::path> module_path;  ///< absolute folders, in order
  std::vector<Document> others;                    ///< all that was read besides the user's files

  /// The sections of which a value may be another one than in the reading before; nothing where
  /// that is not known of any, since there was none before, or one with Problems.
  std::optional<SectionNames> changed;
};

/// Whether it has the whole text of its files: what is wrong with it then, if anything, are names
/// and values.
bool is_whole(const Reading& reading);

/// The configuration file to read, absolute: the named one whether it is there or not, else the
/// first that is there.
std::optional<std::filesystem::path> find_file(const Search& search);

/// Defaults, the vendor's file, the user's files, the aio.conf of each listed module, the user's
/// files again, the values set at runtime. With the reading before, it takes as long as what has
/// changed since, and comes to the same.
Reading load(const Search& search, const Reading* before = nullptr);

/// The user's files alone, for somebody who edits them.
UserFiles read_user_files(const Search& search, const Reading* before = nullptr);

}  // namespace aio::conf
