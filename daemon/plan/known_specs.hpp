// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "conf/changed_sections.hpp"
#include "daemon/plan/spec.hpp"

namespace aio::plan {

/// What a configuration without any mistake came to, for the reading of another one: sections that
/// have not changed since have the specs that they had, as long as the functions behind all names
/// are the same. A view for the time of one reading; what it is made from outlives it.
class KnownSpecs {
 public:
  KnownSpecs(const Specs& specs, const conf::SectionNames& changed);

  /// Adds what the section came to; false when it has to be read.
  bool take(const std::string& section, Specs& to) const;

  const Specs& specs() const { return specs_; }

 private:
  const Specs& specs_;
  const conf::SectionNames& changed_;
  std::unordered_map<std::string_view, const ScheduleSpec*> schedules_;
  std::unordered_map<std::string_view, const ServerSpec*> servers_;
};

}  // namespace aio::plan
