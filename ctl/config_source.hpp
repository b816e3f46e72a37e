// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/answers.hpp"
#include "ctl/options.hpp"

namespace aio::ctl {

/// Where a configuration is read from: a file as it stands, what a file comes to, or the daemon.
/// Owned by the verb. All of it throws Failure.
class ConfigSource {
 public:
  virtual ~ConfigSource() = default;

  virtual std::vector<Section> sections() = 0;
  virtual bool has_section(const std::string& name) = 0;
  virtual Section section(const std::string& name) = 0;  ///< or not_found
  virtual std::string value(const std::string& section, const std::string& option) = 0;  ///< same
  virtual Where where(const std::string& section, const std::string& option) = 0;        ///< same
};

/// The one that -f and -c choose; the daemon's without them.
std::unique_ptr<ConfigSource> source_of(const Options& options);

}  // namespace aio::ctl
