// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_specs.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "daemon/plan/parse_logging.hpp"
#include "daemon/plan/parse_sections.hpp"
#include "daemon/plan/specs_reading.hpp"

namespace aio::plan {
namespace {

/// NAME when `section` is [prefix/NAME].
std::optional<std::string> name_in(const std::string& section, std::string_view prefix) {
  if (!section.starts_with(prefix)) return std::nullopt;
  return section.substr(prefix.size());
}

}  // namespace

bool SpecsReading::portion(std::size_t sections) {
  const std::size_t end = next_ + std::min(sections, sections_.size() - next_);
  while (next_ < end) read(sections_[next_++]);
  return next_ < sections_.size();
}

void SpecsReading::read(const std::string& section) {
  if (known_ != nullptr && known_->take(section, specs_)) return;
  if (const auto name = name_in(section, "schedule/")) {
    if (auto spec = parse_schedule(config_, section, *name, functions_, rules_))
      specs_.schedules.push_back(std::move(*spec));
  } else if (const auto name = name_in(section, "server/")) {
    if (auto spec = parse_server(config_, section, *name, functions_))
      specs_.servers.push_back(std::move(*spec));
  } else if (const auto name = name_in(section, "listen/")) {
    parse_listeners(config_, section, *name, signals_, functions_, specs_.listeners);
  } else if (const auto name = name_in(section, "signal/")) {
    if (auto spec = parse_signal(config_, section, *name))
      specs_.signals.push_back(std::move(*spec));
  } else if (section == "aio/commands") {
    parse_commands(config_, section, functions_, specs_.commands);
  }
}

Specs SpecsReading::specs() && {
  specs_.logging = parse_logging(config_, findings_);
  refuse_shared_addresses(config_, specs_.servers, functions_);
  refuse_second_policies(config_, specs_.signals, functions_);
  return std::move(specs_);
}

Specs parse_specs(const conf::Config& config, Catalog& catalog, Findings& findings) {
  SpecsReading reading(config, catalog, findings);
  while (reading.portion(1000)) {
  }
  return std::move(reading).specs();
}

}  // namespace aio::plan
