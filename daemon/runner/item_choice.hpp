// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "conf/item_pattern.hpp"
#include "daemon/runner/item_kind.hpp"

namespace aio::runner {

/// An item by its name.
struct ItemName {
  ItemKind kind{};
  std::string name;

  auto operator<=>(const ItemName&) const = default;
};

/// Which items a reader wants, a part at a time: in the order of kinds and names, those behind
/// `after`.
struct ItemChoice {
  std::optional<ItemKind> kind{};            ///< nothing: of each
  std::optional<conf::ItemPattern> match{};  ///< nothing: all
  std::optional<ItemName> after{};           ///< the `next` of the part before
  std::size_t most = 1000;
};

/// A part of them. `next` is there when there may be more.
struct ItemPart {
  std::vector<ItemName> items;
  std::optional<ItemName> next;
};

}  // namespace aio::runner
