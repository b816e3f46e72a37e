// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace aio::runner {

/// The kinds of items that a name may stand for.
enum class ItemKind { schedule, server, listener, module };

std::string_view word(ItemKind kind);  ///< "schedule"

}  // namespace aio::runner
