// SPDX-License-Identifier: MIT
#include "ctl/paging.hpp"

#include <optional>

#include "conf/values.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

std::optional<std::string> value_of(const Environment& environment, const char* name) {
  const char* const value = environment(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::optional<std::string> pager(const Environment& environment) {
  const auto own = value_of(environment, "SYSTEMD_PAGER");
  return own ? own : value_of(environment, "PAGER");
}

}  // namespace

Paging paging_of(const Environment& environment, const Terminal& terminal, bool elevated) {
  if (!terminal.is_terminal || !is_able(environment)) return {};
  const auto named = pager(environment);
  const std::vector<std::string> command = words_of(named.value_or(""));
  if (named && (command.empty() || command == std::vector<std::string>{"cat"})) return {};
  const auto asked = value_of(environment, "SYSTEMD_PAGERSECURE");
  const bool secure = asked ? conf::parse_boolean(*asked).value_or(true) : elevated;
  Paging paging;
  // The variable may come from somebody else's environment, who knew of no secure mode.
  if (named && (asked || !secure)) paging.programs.push_back(command);
  // "pager" is Debian's choice of the administrator.
  for (const char* const program : {"pager", "less", "more"})
    if (!secure || program == std::string("less")) paging.programs.push_back({program});
  paging.environment = {{"LESS", value_of(environment, "SYSTEMD_LESS").value_or("FRSXMK")}};
  const bool utf8 = screen_of(environment, terminal).utf8;
  if (const auto charset = value_of(environment, "SYSTEMD_LESSCHARSET"); charset || utf8)
    paging.environment.emplace_back("LESSCHARSET", charset.value_or("utf-8"));
  if (secure) paging.environment.emplace_back("LESSSECURE", "1");
  return paging;
}

}  // namespace aio::ctl
