// SPDX-License-Identifier: MIT
#pragma once

#include <aio/module.hpp>

#include <string>

#include "daemon/plan/program_spec.hpp"

namespace aio::plan {

/// Where the functions behind dotted names and programs come from. Planning knows nothing of
/// modules on disk, nor of processes; the runner gives it those, and a test a table.
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

  /// A program as a function of the role's type, to be copied.
  virtual Definition program(const ProgramSpec& spec, ProgramRole role) = 0;
};

}  // namespace aio::plan
