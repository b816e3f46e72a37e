// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

// The parts of parse_literal(): one Python text in quotes, one number. Pure.
namespace aio::plan {

/// Whether a text literal begins here: a quote, or r, u or R, U before one.
bool begins_text(std::string_view rest);

struct LiteralText {
  std::string text;
  std::string mistake;
};

/// Takes one text in quotes, single or triple, off the beginning of `rest`.
LiteralText take_text(std::string_view& rest);

using LiteralNumber = std::variant<std::monostate, std::int64_t, double>;

/// "10", "-0x1F", "0o17", "1_000", "1.5", "2e3"; nothing for anything else.
LiteralNumber parse_number(std::string_view word);

}  // namespace aio::plan
