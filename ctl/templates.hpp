// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace aio::ctl {

/// A file of ctl/templates, which the build puts into aioctl. Its name and its text have @NAME@
/// where a new module's name is to be.
struct Template {
  std::string_view path;  ///< module/tests/@NAME@_test.cpp
  std::string_view text;
};

std::span<const Template> templates();

}  // namespace aio::ctl
