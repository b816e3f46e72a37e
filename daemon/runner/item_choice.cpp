// SPDX-License-Identifier: MIT
// Items part by part, for a reader whom a hundred thousand at a time would not serve.
#include <algorithm>

#include "daemon/runner/runner.hpp"

namespace aio::runner {
namespace {

constexpr ItemKind kinds[] = {ItemKind::schedule, ItemKind::server, ItemKind::listener,
                              ItemKind::module};

bool wants(const ItemChoice& choice, ItemKind kind) {
  if (choice.kind && *choice.kind != kind) return false;
  return !choice.after || choice.after->kind <= kind;
}

/// A name of another kind than a listener's is looked up; those tell no case apart.
bool is_looked_up(const ItemChoice& choice, ItemKind kind) {
  return choice.match && choice.match->is_name() && kind != ItemKind::listener;
}

/// What KIND/NAME and NAME may mean of this kind.
std::vector<ItemName> meant(const conf::ItemPattern& word, ItemKind kind) {
  std::vector<ItemName> names{{kind, word.text()}};
  const std::string start = std::string(runner::word(kind)) + "/";
  if (word.text().starts_with(start)) names.push_back({kind, word.text().substr(start.size())});
  std::ranges::sort(names);
  return names;
}

/// Takes what fits, as long as there is room.
class Gathering {
 public:
  explicit Gathering(const ItemChoice& choice) : choice_(choice) {}

  bool is_full() const noexcept { return full_; }
  std::size_t may_look() const noexcept { return Runner::most_looked_at - looked_; }

  void look(ItemName item) {
    ++looked_;
    if (choice_.match && !choice_.match->fits(word(item.kind), item.name)) return pass(item);
    if (part_.items.size() == choice_.most) {
      full_ = true;
      return;
    }
    pass(item);
    part_.items.push_back(std::move(item));
  }

  void end_early() noexcept { full_ = true; }

  ItemPart part() && {
    if (full_) part_.next = last_;
    return std::move(part_);
  }

 private:
  void pass(const ItemName& item) { last_ = item; }

  const ItemChoice& choice_;
  ItemPart part_;
  std::optional<ItemName> last_;
  std::size_t looked_ = 0;
  bool full_ = false;
};

}  // namespace

bool Runner::has_item(const ItemName& item) const {
  switch (item.kind) {
    case ItemKind::schedule:
      return timetable_.find_snapshot(item.name).has_value();
    case ItemKind::server:
      return servers_.find_snapshot(item.name).has_value();
    case ItemKind::listener:
      return signals_.find_snapshot(item.name).has_value();
    case ItemKind::module:
      break;
  }
  return module(item.name).has_value();
}

ItemPart Runner::items(const ItemChoice& choice) const {
  Gathering gathering(choice);
  for (const ItemKind kind : kinds) {
    if (!wants(choice, kind)) continue;
    const bool begun = choice.after && choice.after->kind == kind;
    if (is_looked_up(choice, kind)) {
      for (ItemName& item : meant(*choice.match, kind))
        if ((!begun || *choice.after < item) && has_item(item)) gathering.look(std::move(item));
      continue;
    }
    const std::size_t most = gathering.may_look();
    auto names = names_behind(kind, begun ? &choice.after->name : nullptr, most);
    for (std::string& name : names)
      if (!gathering.is_full()) gathering.look({kind, std::move(name)});
    if (names.size() == most) gathering.end_early();
    if (gathering.is_full()) break;
  }
  return std::move(gathering).part();
}

std::vector<std::string> Runner::names_behind(ItemKind kind,
                                              const std::string* after,
                                              std::size_t most) const {
  switch (kind) {
    case ItemKind::schedule:
      return timetable_.names(after, most);
    case ItemKind::server:
      return servers_.names(after, most);
    case ItemKind::listener:
      return signals_.names(after, most);
    case ItemKind::module:
      break;
  }
  auto names = item_names(kind);
  std::ranges::sort(names);
  if (after != nullptr) names.erase(names.begin(), std::ranges::upper_bound(names, *after));
  if (names.size() > most) names.resize(most);
  return names;
}

}  // namespace aio::runner
