// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ctl/answers.hpp"
#include "ctl/options.hpp"
#include "ctl/route.hpp"

namespace aio::ctl {

/// An option and the value that it is to have.
struct Assignment {
  std::string section;
  std::string option;
  std::string value;
};

/// The daemon as aioctl sees it: each method is one call, which waits for its answer as long as
/// --timeout allows. Owned by the verb. All of it throws Failure.
class Client {
 public:
  explicit Client(const Options& options) : route_(options) {}  ///< connects, as Route does

  bool has_daemon() { return route_.has_daemon(); }
  void require_daemon() { route_.require_daemon(); }  ///< throws Failure{no_daemon}

  std::vector<Outcome> emit(const std::string& signal, const std::string& data);
  Change reload();
  Snapshot status();

  std::string value(const std::string& section, const std::string& option);
  Section section(const std::string& name);
  std::vector<Section> sections();
  Change set(const std::vector<Assignment>& values);
  Change unset(const std::vector<std::pair<std::string, std::string>>& names);

 private:
  Route route_;
};

}  // namespace aio::ctl
