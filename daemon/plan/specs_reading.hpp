// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "conf/config.hpp"
#include "daemon/plan/catalog.hpp"
#include "daemon/plan/functions.hpp"
#include "daemon/plan/known_specs.hpp"
#include "daemon/plan/parse_sections.hpp"
#include "daemon/plan/parse_specs.hpp"
#include "daemon/plan/spec.hpp"

namespace aio::plan {

/// parse_specs() in portions, for a caller that has other things to do between them, and who may
/// know what most of the sections come to. What it is made from outlives it.
class SpecsReading {
 public:
  SpecsReading(const conf::Config& config,
               Catalog& catalog,
               Findings& findings,
               const KnownSpecs* known = nullptr)
      : config_(config),
        findings_(findings),
        known_(known),
        functions_(catalog, findings),
        signals_(signal_sections(config)),
        sections_(config.sections()) {
    if (known != nullptr) rules_.know(known->specs());
  }

  bool portion(std::size_t sections);  ///< reads so many more; false when none are left
  Specs specs() &&;                    ///< when all are read

 private:
  void read(const std::string& section);

  const conf::Config& config_;
  Findings& findings_;
  const KnownSpecs* const known_;
  Functions functions_;
  ScheduleRules rules_;
  const SignalSections signals_;
  const std::vector<std::string> sections_;
  std::size_t next_ = 0;
  Specs specs_;
};

}  // namespace aio::plan
