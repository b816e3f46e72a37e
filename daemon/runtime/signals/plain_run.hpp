// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>

#include <cstdint>
#include <utility>

#include "daemon/runtime/signals/emission.hpp"

namespace aio::runtime {

/// A plain function's run: the listener's own Item is the run's while it lasts, and may already be
/// that of an outer run of the same function.
class PlainRun {
 public:
  PlainRun(Item& item, std::uint64_t run, const Cause& cause) noexcept
      : item_(item),
        outer_run_(std::exchange(item.run, run)),
        outer_cause_(std::exchange(item.cause, &cause)),
        scope_(&item) {}
  ~PlainRun() {
    item_.run = outer_run_;
    item_.cause = outer_cause_;
  }
  PlainRun(const PlainRun&) = delete;
  PlainRun& operator=(const PlainRun&) = delete;

 private:
  Item& item_;
  std::uint64_t outer_run_;
  const void* outer_cause_;
  aio::detail::ItemScope scope_;
};

}  // namespace aio::runtime
