// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "conf/config.hpp"
#include "conf/document.hpp"
#include "conf/outside.hpp"
#include "conf/problem.hpp"

namespace aio::conf {

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
      module_path;                  ///< when no file has one; empty: as the key table has it
  std::optional<std::string> text;  ///< a configuration in place of any file, named "(text)"
  std::string runtime;  ///< values over those of all files, as one more of them; empty: none
  std::map<std::filesystem::path, std::string>
      replaced;  ///< read in place of these files: how a change is tried
  std::shared_ptr<const Outside> outside;  ///< for ${env:} and ${cred:}; null: nothing is there
};

/// The name of Search::runtime in the places of Problems.
inline constexpr const char* runtime_name = "(runtime)";

/// Why Reading::passed_over was: behind its name, in a message.
inline constexpr const char* why_passed_over =
    "is passed over: root takes it only when root owns it and nobody else may write it";

/// What a reading found. `config` is always there: with Problems, it is what could be read.
struct Reading {
  std::shared_ptr<const Config> config;
  Problems problems;           ///< all of them, each once, in order of files and lines
  std::error_code file_error;  ///< of the first file that could not be read
  std::optional<std::filesystem::path> file;         ///< absolute; nothing when none was found
  std::optional<std::filesystem::path> passed_over;  ///< it stands first, but is not root's alone
  std::vector<Document> user;                        ///< the file, then its drop-ins
  std::vector<std::string> modules;                  ///< listed by the user, in order, each once
  std::vector<std::filesystem::path> module_path;    ///< absolute folders, in order
};

/// Whether it has the whole text of its files: what is wrong with it then, if anything, are names
/// and values.
bool is_whole(const Reading& reading);

/// The configuration file to read, absolute: the named one whether it is there or not, else the
/// first that is there.
std::optional<std::filesystem::path> find_file(const Search& search);

/// Defaults, the vendor's file, the user's files, the aio.conf of each listed module, the user's
/// files again, the values set at runtime.
Reading load(const Search& search);

}  // namespace aio::conf
