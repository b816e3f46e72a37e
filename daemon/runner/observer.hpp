// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "daemon/runner/item_kind.hpp"
#include "daemon/runner/snapshot.hpp"
#include "daemon/runtime/observer.hpp"

namespace aio::runner {

/// Hears what happens in the runner and in what it runs, on the loop's thread, and reports it
/// outward. Outlives the runner. Every member may be left out.
class Observer : public runtime::Observer {
 public:
  /// A verb was done to an item.
  virtual void item_changed(ItemKind /*kind*/, std::string_view /*name*/) noexcept {}
  virtual void items_changed() noexcept {}   ///< a change was committed: items came, went, differ
  virtual void runner_changed() noexcept {}  ///< its state, problems or generation
  virtual void change_applied(const Change& /*change*/) noexcept {}  ///< of the configuration
  virtual void change_refused(std::string_view /*why: problems, one a line*/) noexcept {}
};

}  // namespace aio::runner
