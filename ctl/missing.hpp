// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "conf/document.hpp"
#include "ctl/failure.hpp"

// Names that are not there, each with the nearest that is.
namespace aio::ctl {

Failure missing_section(const std::string& section, const std::vector<std::string>& known);
Failure missing_option(const std::string& section,
                       const std::string& option,
                       const std::vector<std::string>& known);

/// What a document knows.
std::vector<std::string> section_names(const conf::Document& document);
std::vector<std::string> option_names(const conf::Document& document, const std::string& section);

}  // namespace aio::ctl
