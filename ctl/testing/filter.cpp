// SPDX-License-Identifier: MIT
#include "ctl/testing/filter.hpp"

#include <fnmatch.h>

namespace aio::ctl::tests {

bool Filter::fits_name(const std::string& name) const {
  return pattern_ == name || ::fnmatch(pattern_.c_str(), name.c_str(), 0) == 0;
}

bool Filter::fits_file(const std::string& module, const std::string& file) const {
  return is_everything() || fits_name(file) || fits_name(module + "/" + file);
}

bool Filter::fits(const Result& test) const {
  if (fits_file(test.module, test.file)) return true;
  return !test.test.empty() && (fits_name(test.test) || fits_name(test.file + "/" + test.test) ||
                                fits_name(full_name(test)));
}

}  // namespace aio::ctl::tests
