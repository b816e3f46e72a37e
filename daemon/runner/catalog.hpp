// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "daemon/modules/store.hpp"
#include "daemon/plan/catalog.hpp"

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

}  // namespace aio::runner
