// SPDX-License-Identifier: MIT
#include "daemon/bus/status.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <aio/error.hpp>

#include "daemon/bus/shapes.hpp"
#include "dbus/utf8.hpp"

namespace aio::bus {
namespace {

using runner::ItemKind;

constexpr std::uint32_t most_with_properties = 1000;  // 5 ms of work
constexpr std::uint32_t most_names = runner::Runner::most_looked_at;

ItemKind kind_of(const std::string& word) {
  const auto found =
      std::ranges::find(runner::item_kinds, word, [](ItemKind kind) { return runner::word(kind); });
  if (found == runner::item_kinds.end())
    refuse_arguments("'" + word + "' is no kind: schedule, server, listener or module");
  return *found;
}

std::string full_name(const runner::ItemName& item) {
  return std::string(runner::word(item.kind)) + "/" + item.name;
}

template <class Snapshot>
dbus::Properties known(const std::optional<Snapshot>& item) {
  return item ? properties_of(*item) : dbus::Properties();
}

dbus::Properties properties_of(const runner::Runner& runner, const runner::ItemName& item) {
  switch (item.kind) {
    case ItemKind::schedule:
      return known(runner.schedule(item.name));
    case ItemKind::server:
      return known(runner.server(item.name));
    case ItemKind::listener:
      return known(runner.listener(item.name));
    case ItemKind::module:
      break;
  }
  return known(runner.module(item.name));
}

}  // namespace

runner::ItemName item_of(const std::string& name, const char* what) {
  const std::size_t slash = name.find('/');
  if (slash == name.npos) refuse_arguments(std::string(what) + " is KIND/NAME, not '" + name + "'");
  return {kind_of(name.substr(0, slash)), name.substr(slash + 1)};
}

StatusQuestion status_question(Options options) {
  StatusQuestion question;
  question.properties = take<bool>(options, "properties").value_or(true);
  if (const auto kind = take<std::string>(options, "kind")) question.choice.kind = kind_of(*kind);
  if (auto match = take<std::string>(options, "match"))
    question.choice.match.emplace(std::move(*match));
  const auto after = take<std::string>(options, "after");
  if (after) question.choice.after = item_of(*after, "'after', as 'next' was,");
  const auto limit = take<std::uint32_t>(options, "limit");
  refuse_unknown(options);
  const std::uint32_t most = question.properties ? most_with_properties : most_names;
  question.choice.most = std::clamp(limit.value_or(most), 1U, most);
  question.in_parts = after || limit;
  return question;
}

StatusPart status_part(const runner::Runner& runner, const StatusQuestion& question) {
  const runner::ItemPart part = runner.items(question.choice);
  if (part.next && !question.in_parts)
    throw Error(Fault::too_large,
                "there are more items than one answer may have: say which with the options kind "
                "and match, or read them in parts with limit and after");
  StatusPart answer;
  for (const runner::ItemName& item : part.items)
    answer.rows.push_back({dbus::sendable(full_name(item)),
                           question.properties ? properties_of(runner, item) : dbus::Properties()});
  if (part.next) answer.next = dbus::sendable(full_name(*part.next));
  return answer;
}

}  // namespace aio::bus
