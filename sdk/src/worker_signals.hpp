// SPDX-License-Identifier: MIT
#pragma once

#include <aio/signals.hpp>

namespace aio::detail {

/// The app's signals as a worker thread sees them: each call goes to the main loop. Emits of one
/// thread are begun there in their order. Lives as long as the process.
Signals& signals_of_worker() noexcept;

}  // namespace aio::detail
