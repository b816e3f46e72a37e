// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "bench/question.hpp"

namespace bench {

/// What the command line asks for: a plain value.
struct Options {
  Effort effort;
  std::vector<std::string> filters;  ///< parts of questions' names; none: all
  bool json = false;
  bool list = false;
  bool help = false;

  bool wants(const std::string& name) const;
};

/// Throws std::invalid_argument, with the reason in one line.
Options parse_options(int argc, char** argv);

extern const char* const help_text;

}  // namespace bench
