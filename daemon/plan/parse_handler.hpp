// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace aio::plan {

/// What the user wrote where a handler belongs: `module.function`.
struct HandlerText {
  std::string dotted;   ///< empty when there is a mistake
  std::string mistake;  ///< in words, for a Problem
};

/// The one place that reads a handler's text. Pure: whether the module exists is the Catalog's
/// business.
HandlerText parse_handler(std::string_view text);

}  // namespace aio::plan
