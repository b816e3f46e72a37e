// SPDX-License-Identifier: MIT
#pragma once

#include <aio/app.hpp>

namespace aio::detail {

App* current_app() noexcept;         ///< null when none runs
log::Sink* current_sink() noexcept;  ///< null when none runs; any thread

}  // namespace aio::detail
