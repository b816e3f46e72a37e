// SPDX-License-Identifier: MIT
#pragma once

#include <aio/module.hpp>

#include <sys/types.h>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/modules/facts.hpp"

namespace aio::modules {

/// Which file a module came from: a rebuilt one differs.
struct FileIdentity {
  std::filesystem::path path;
  dev_t device = 0;
  ino_t inode = 0;
  std::int64_t changed = 0;  ///< modification time in nanoseconds

  bool operator==(const FileIdentity&) const = default;
};

/// How the loading of a file went in a child process.
struct Rehearsal {
  FileIdentity file;
  std::optional<std::string> why_not;  ///< nothing: it loads
};

/// A loaded module. Its code stays in the process for ever, so its definitions may be copied.
struct Module {
  std::string name;
  std::filesystem::path path;
  Facts facts;
  ModuleBuilder::Definitions definitions;
  FileIdentity file;
};

/// What a dotted name stands for.
struct Found {
  const Definition* definition;
  const Module* module;
};

/// Loads modules and finds functions in them by their dotted names. Owned by the runner; on the
/// loop's thread.
///
/// Nothing is unloaded: coroutine frames, exceptions and std::functions of a module may outlive
/// what asked for them, and their code would be gone. A module that was built anew is loaded beside
/// the old one, which what runs of it goes on using. So the store may end before what it gave out.
///
/// Whatever is wrong with a module is an Error{broken_module} with one sentence; nothing of a file
/// with the wrong facts is run.
class Store {
 public:
  explicit Store(Facts host = host_facts()) : host_(std::move(host)) {}

  /// From now on modules are sought here; what is loaded stays.
  void search_in(std::vector<std::filesystem::path> module_path) {
    module_path_ = std::move(module_path);
  }

  /// A module whose code is in the process already, in place of any file of that name: for tests.
  /// Throws as load().
  void give(const std::string& name, const std::function<void(ModuleBuilder&)>& define);

  /// Rehearses the loading of what these handlers and modules would load, where that is new. Takes
  /// its time, and only reads the store: for another thread, while nobody loads anything.
  std::vector<Rehearsal> rehearse(const std::vector<std::string>& dotted,
                                  const std::vector<std::string>& modules) const;

  /// From now on load() believes these, as long as the files are the same, and rehearses no more of
  /// them.
  void believe(std::vector<Rehearsal> rehearsals) { rehearsals_ = std::move(rehearsals); }

  /// The module of this name as it is on disk now. Lives as long as the store.
  const Module& load(std::string_view name);

  /// What `a.b.c` stands for: `c` of module `a.b`, or else `b.c` of module `a`. Also throws
  /// Error{not_found} when the module does not define it, naming the nearest that it does.
  Found find(std::string_view dotted);

  /// Each at its newest, in order of their first loading.
  const std::list<Module>& loaded() const noexcept { return loaded_; }

 private:
  std::optional<std::string> module_of(std::string_view dotted) const;
  const Module* given(std::string_view name) const;
  bool is_fresh(const FileIdentity& file) const;
  std::filesystem::path path_to_open(const FileIdentity& file) const;
  void rehearse(std::string_view name, std::vector<Rehearsal>& rehearsals) const;
  std::optional<std::string> why_not(const FileIdentity& file) const;
  Module* known(const FileIdentity& file);
  Module load_file(std::string_view name, const FileIdentity& file);
  const Module& keep(Module module);
  std::string searched_folders() const;

  const Facts host_;
  std::vector<std::filesystem::path> module_path_;
  std::list<Module> loaded_;
  std::list<Module> replaced_;  // by a newer build
  std::vector<Rehearsal> rehearsals_;
};

/// In words that a user reads: "listener".
std::string kind_name(const Definition& definition);

}  // namespace aio::modules
