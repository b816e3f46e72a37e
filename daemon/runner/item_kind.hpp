// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

namespace aio::runner {

/// The kinds of items that a name may stand for.
enum class ItemKind { schedule, server, listener, module };

/// All of them, in the order of their lists.
inline constexpr std::array item_kinds{ItemKind::schedule, ItemKind::server, ItemKind::listener,
                                       ItemKind::module};

std::string_view word(ItemKind kind);  ///< "schedule"

}  // namespace aio::runner
