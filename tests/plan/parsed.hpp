// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "daemon/plan/parse_specs.hpp"
#include "tests/plan/table_catalog.hpp"
#include "tests/plan/with_defaults.hpp"

namespace aio::plan {

/// The specs of a text, and each mistake in it as a line.
struct Parsed : Specs {
  std::vector<std::string> mistakes;
};

inline Parsed parse(const std::string& text) {
  static TableCatalog catalog;
  Findings findings;
  Parsed parsed{{parse_specs(with_defaults(text), catalog, findings)}, {}};
  parsed.mistakes = lines_of(findings.mistakes);
  return parsed;
}

}  // namespace aio::plan
