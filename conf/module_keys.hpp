// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "conf/keys.hpp"

namespace aio::conf {

/// The keys that a module declares for the section of its name, in the module's words.
struct Declaration {
  struct Key {
    std::string name;
    std::string
        type;  ///< as <aio/settings.hpp> has them: "text", "integer 0..10", "one of red green"
    std::string fallback;
    std::string help;
  };

  std::string module;
  std::vector<Key> keys;
};

/// What the listed modules have declared: more rows of the key table. Shared by the configurations
/// that were read with it; the rows look into it. A module whose name is a section of aio's own has
/// none.
class ModuleKeys {
 public:
  explicit ModuleKeys(std::span<const Declaration> declarations);
  ModuleKeys(const ModuleKeys&) = delete;
  ModuleKeys& operator=(const ModuleKeys&) = delete;

  std::span<const Key> rows() const { return rows_; }
  bool has_section(std::string_view section) const { return find(section, {}) != nullptr; }

  /// The row of an option, with no name the section's first; nullptr: there is none.
  const Key* find(std::string_view section, std::string_view option) const;

  /// The modules' defaults, as the text of a document. A module has its section even with none.
  std::string defaults_text() const;

 private:
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }
  void add(const std::string& module, const Declaration::Key& key);

  std::deque<std::string> texts_;  // they stay where they are
  std::vector<Key> rows_;
};

/// The row for an option, of the key table or of what the configuration's modules have declared.
const Key* find_key(const Config& config, std::string_view section, std::string_view option);

}  // namespace aio::conf
