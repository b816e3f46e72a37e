// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>

#include <functional>
#include <string>

#include "conf/load.hpp"
#include "daemon/modules/store.hpp"
#include "daemon/plan/catalog.hpp"
#include "daemon/plan/parse_specs.hpp"
#include "daemon/runtime/programs/programs.hpp"

namespace aio::runner {

/// The modules on disk and the programs, as planning sees them. A view for the time of one change;
/// store and programs, which are the runner's, outlive it.
class ModuleCatalog final : public plan::Catalog {
 public:
  ModuleCatalog(modules::Store& store, runtime::Programs& programs)
      : store_(store), programs_(programs) {}

  Found find(const std::string& dotted) override {
    const Definition* definition = store_.find(dotted).definition;
    return {definition, modules::kind_name(*definition)};
  }

  Definition program(const plan::ProgramSpec& spec, plan::ProgramRole role) override {
    return programs_.function(spec, role);
  }

 private:
  modules::Store& store_;
  runtime::Programs& programs_;
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
