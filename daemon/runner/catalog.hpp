// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>

#include <functional>
#include <string>

#include "conf/load.hpp"
#include "daemon/modules/store.hpp"
#include "daemon/plan/catalog.hpp"
#include "daemon/plan/parse_specs.hpp"

namespace aio::runner {

/// The modules on disk, as planning sees them. A view for the time of one change; the store, which
/// is the runner's, outlives it.
class ModuleCatalog final : public plan::Catalog {
 public:
  explicit ModuleCatalog(modules::Store& store) : store_(store) {}

  Found find(const std::string& dotted) override {
    const Definition* definition = store_.find(dotted).definition;
    return {definition, modules::kind_name(*definition)};
  }

 private:
  modules::Store& store_;
};

/// Loads the modules that [aio] modules lists, whether a handler of them is named or not.
inline void load_listed(const conf::Reading& reading,
                        modules::Store& store,
                        const std::function<void(const std::string&)>& announce,
                        plan::Findings& findings) {
  for (const std::string& name : reading.modules) {
    try {
      if (announce) announce(name);
      store.load(name);
    } catch (const Error& error) {
      findings.missing.push_back({reading.config->place("aio", "modules"), error.what()});
    }
  }
}

}  // namespace aio::runner
