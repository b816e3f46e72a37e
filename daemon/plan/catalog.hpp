// SPDX-License-Identifier: MIT
#pragma once

#include <aio/module.hpp>

#include <string>

namespace aio::plan {

/// Where the functions behind dotted names come from. Planning knows nothing of modules on disk;
/// the runner gives it the loaded ones, and a test a table.
class Catalog {
 public:
  /// What a dotted name stands for. The definition lives as long as the catalog's modules do.
  struct Found {
    const Definition* definition;
    std::string kind;  ///< in words: "listener"
  };

  virtual ~Catalog() = default;

  /// Throws Error{broken_module} when the module is missing or cannot be loaded, and
  /// Error{not_found} when it has no such name.
  virtual Found find(const std::string& dotted) = 0;
};

}  // namespace aio::plan
