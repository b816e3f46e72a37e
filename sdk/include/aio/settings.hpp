// SPDX-License-Identifier: MIT
#pragma once

#include <aio/config.hpp>
#include <aio/module_note.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// The settings of a module, in the section of its name: AIO_KEY declares what there is, so that
/// aiod checks it and `aioctl config --schema` and `--where` show it, and Settings reads it. What
/// is declared stands in ELF notes beside the module's facts, and is known before anything of it
/// runs.
namespace aio {

/// The values of one section of the configuration that held when this was made, defaults among
/// them. A value, for a run of a handler: the next one sees what was changed meanwhile. All throw
/// aio::Error for an option that is not there, or is not of the kind that is asked for.
class Settings {
 public:
  explicit Settings(std::string section);  ///< of the app that runs

  std::string text(std::string_view option) const;
  std::int64_t integer(std::string_view option) const;
  std::uint64_t size(std::string_view option) const;  ///< in bytes
  std::chrono::microseconds duration(std::string_view option) const;
  bool boolean(std::string_view option) const;

 private:
  Section section_;
};

}  // namespace aio

namespace aio::detail {

constexpr bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.size() < 19 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

constexpr bool is_key_type(std::string_view type) {
  for (const std::string_view known : {"text", "integer", "size", "duration", "boolean"})
    if (type == known) return true;
  if (constexpr std::string_view choice = "one of "; type.starts_with(choice))
    return type.size() > choice.size() && !type.ends_with(' ') &&
           type.find("  ") == std::string_view::npos;
  constexpr std::string_view integer = "integer ";
  const std::size_t dots = type.find("..");
  return type.starts_with(integer) && dots != std::string_view::npos && dots > integer.size() &&
         is_integer(type.substr(integer.size(), dots - integer.size())) &&
         is_integer(type.substr(dots + 2));
}

constexpr bool is_key_name(std::string_view name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-.") ==
                              std::string_view::npos;
}

}  // namespace aio::detail

/// Declares a key, at the module's namespace level, once a key:
///   AIO_KEY("greeting", "text", "Hello", "What is said first")
/// All four are string literals. TYPE is "text", "integer", "integer LEAST..MOST", "size" (such as
/// 64K), "duration" (500ms, 1h 30min), "boolean", or "one of WORD WORD...". DEFAULT is as a user
/// would write it in the configuration; an empty one is none. HELP is one line without a full stop.
#define AIO_KEY(NAME, TYPE, DEFAULT, HELP)                                                        \
  static_assert(aio::detail::is_key_name(NAME), "a key's name is of a-z0-9_-.");                  \
  static_assert(aio::detail::is_key_type(TYPE),                                                   \
                "a key's type is text, integer, integer LEAST..MOST, size, duration, boolean or " \
                "one of WORD WORD...");                                                           \
  __asm__(                                                                                        \
      ".pushsection .note.aio,\"a\",@note\n"                                                      \
      ".balign 4\n.long 4\n.long 2f-1f\n.long 2\n.asciz \"aio\"\n"                                \
      "1: .asciz " AIO_STRING(NAME) "\n.asciz " AIO_STRING(TYPE) "\n.asciz " AIO_STRING(          \
          DEFAULT) "\n.asciz " AIO_STRING(HELP) "\n2: .balign 4\n.popsection");
