// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace aio::plan {

/// A value as Python writes it: what stands in `args` and `kwargs` of a log handler. Plain.
struct Literal {
  struct None {
    bool operator==(const None&) const = default;
  };
  /// A name instead of a value: sys.stdout, sys.stderr, or a LOG_ name without what stands before.
  struct Name {
    std::string text;
    bool operator==(const Name&) const = default;
  };
  /// A tuple or a list.
  struct Sequence {
    std::vector<Literal> items;
    bool operator==(const Sequence&) const = default;
  };
  struct Dict {
    std::vector<std::pair<std::string, Literal>> items;  ///< in order
    bool operator==(const Dict&) const = default;
  };

  std::variant<None, bool, std::int64_t, double, std::string, Name, Sequence, Dict> value;
  bool operator==(const Literal&) const = default;
};

struct LiteralReading {
  Literal literal;
  std::string mistake;  ///< in words; empty: none
};

/// Reads one Python literal: strings with their escapes, numbers, True, False, None, tuples, lists,
/// dicts whose keys are strings, and the names that Literal::Name tells. Nothing is evaluated, and
/// depth and size are bounded. Pure.
LiteralReading parse_literal(std::string_view text);

}  // namespace aio::plan
