// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ctl/environment.hpp"
#include "ctl/screen.hpp"

namespace aio::ctl {

/// How text is shown page by page. A value.
struct Paging {
  std::vector<std::vector<std::string>>
      programs;  ///< each with its arguments, the first that is there
  std::vector<std::pair<std::string, std::string>> environment;  ///< what they get besides

  bool operator==(const Paging&) const = default;
};

/// As systemctl(1) has it under $SYSTEMD_PAGER: no program without a terminal, or where the pager
/// is empty or "cat". When `elevated` (sudo, pkexec, a set-user-ID program), or
/// $SYSTEMD_PAGERSECURE says so, only less may be it, which then neither opens files nor starts
/// programs. Pure.
Paging paging_of(const Environment& environment, const Terminal& terminal, bool elevated);

}  // namespace aio::ctl
