// SPDX-License-Identifier: MIT
#include "daemon/bus/monitor.hpp"

#include <aio/error.hpp>

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include <sdbus-c++/Error.h>

#include "daemon/bus/shapes.hpp"
#include "dbus/utf8.hpp"

namespace aio::bus {
namespace {

constexpr std::array kinds{EventKind::run, EventKind::signal, EventKind::config,
                           EventKind::connection};
constexpr std::size_t ask_after = Monitor::most_unread / 8;
constexpr std::size_t of_a_message = 256;  // what it has besides its texts, roughly

std::size_t place(EventKind kind) {
  return static_cast<std::size_t>(kind);
}

EventKind kind_of(const std::string& name) {
  const auto found = std::ranges::find(kinds, name, [](EventKind kind) { return word(kind); });
  if (found == kinds.end())
    refuse_arguments("'" + name + "' is no kind: run, signal, config or connection");
  return *found;
}

std::size_t size_of(const dbus::Properties& details) {
  std::size_t size = of_a_message;
  for (const dbus::Property& detail : details) {
    size += 32;
    if (const auto* text = std::get_if<std::string>(&detail.value)) size += text->size();
    if (const auto* list = std::get_if<std::vector<std::string>>(&detail.value))
      for (const std::string& text : *list) size += text.size() + 8;
  }
  return size;
}

bool wanted_by(const Wish& wish, EventKind kind, const std::string& item) {
  if (!wish.kinds[place(kind)]) return false;
  if (!wish.match) return true;
  const std::size_t slash = item.find('/');
  if (slash == item.npos) return false;
  // A signal's item is that of its listeners.
  const std::string shown = item.substr(0, slash);
  const std::string name = item.substr(slash + 1);
  return wish.match->fits(shown, name) ||
         (kind == EventKind::signal && wish.match->fits("listener", name));
}

}  // namespace

Wish wish_of(Options options) {
  Wish wish;
  const auto named = take<std::vector<std::string>>(options, "kinds");
  if (auto match = take<std::string>(options, "match")) wish.match.emplace(std::move(*match));
  refuse_unknown(options);
  if (!named) {
    wish.kinds.fill(true);
    return wish;
  }
  for (const std::string& name : *named) wish.kinds[place(kind_of(name))] = true;
  return wish;
}

Monitor::~Monitor() {
  if (wants(EventKind::signal)) runner_.watch_emits(false);
}

Monitor::Subscriptions::iterator Monitor::find(const std::string& name) {
  return std::ranges::find_if(
      subscriptions_, [&](const Subscription& each) { return each.subscriber.name() == name; });
}

void Monitor::subscribe(const std::string& name, Wish wish) {
  auto found = find(name);
  if (found == subscriptions_.end()) {
    if (subscriptions_.size() >= most) throw Error(Fault::too_large, "64 are subscribed already");
    subscriptions_.emplace_back(
        bus_, name, [this, name] { gone(name); }, [this, name] { read(name); });
    found = std::prev(subscriptions_.end());
  }
  found->wish = std::move(wish);
  count_wishes();
}

void Monitor::unsubscribe(const std::string& name) {
  if (const auto found = find(name); found != subscriptions_.end()) subscriptions_.erase(found);
  count_wishes();
}

void Monitor::count_wishes() {
  const bool watched = wants(EventKind::signal);
  wanted_.fill(false);
  for (const Subscription& each : subscriptions_)
    for (const EventKind kind : kinds)
      if (each.wish.kinds[place(kind)]) wanted_[place(kind)] = true;
  if (wants(EventKind::signal) != watched) runner_.watch_emits(!watched);
}

void Monitor::tell(EventKind kind, const std::string& item, const dbus::Properties& details) {
  bool sent = false;
  for (Subscription& each : subscriptions_) {
    if (!wanted_by(each.wish, kind, item)) continue;
    if (each.before + each.since >= most_unread) {
      ++each.lost;
      continue;
    }
    send(each, kind, item, details);
    sent = true;
  }
  if (sent) pump_.wake();
}

void Monitor::send(Subscription& to,
                   EventKind kind,
                   const std::string& item,
                   const dbus::Properties& details) {
  try {
    to.subscriber.send(usec(std::chrono::system_clock::now()), word(kind), dbus::sendable(item),
                       details);
    to.since += size_of(details);
    if (to.asked || to.since < ask_after) return;
    to.before = std::exchange(to.since, 0);
    to.asked = true;
    to.subscriber.ask();
  } catch (const sdbus::Error&) {
    // The connection breaks: the pump tells of it, and the subscribers go with it.
  }
}

void Monitor::gone(const std::string& name) {
  unsubscribe(std::string(name));  // which is the callback's own, and goes with it
}

// What was sent before it was asked is read. What is still on its way is asked for next.
void Monitor::read(const std::string& name) {
  const auto found = find(name);
  if (found == subscriptions_.end()) return;
  found->asked = false;
  found->before = 0;
  if (const auto lost = std::exchange(found->lost, 0); lost > 0)
    send(*found, EventKind::lost, "", lost_events(lost));
  if (!found->asked && found->since >= ask_after) {
    found->before = std::exchange(found->since, 0);
    found->asked = true;
    found->subscriber.ask();
  }
  pump_.wake();
}

}  // namespace aio::bus
