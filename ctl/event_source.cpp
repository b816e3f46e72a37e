// SPDX-License-Identifier: MIT
#include "ctl/event_source.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <map>
#include <utility>

#include <sdbus-c++/sdbus-c++.h>

#include "ctl/wire.hpp"
#include "dbus/names.hpp"

namespace aio::ctl {
namespace {

using Details = std::map<std::string, sdbus::Variant>;

constexpr const char* driver_name = "org.freedesktop.DBus";

/// Milliseconds for poll(2), of what libsystemd and --timeout allow; -1: no limit.
int limit_of(std::uint64_t usec, const std::optional<std::chrono::microseconds>& left) {
  std::chrono::milliseconds limit = std::chrono::milliseconds::max();
  if (usec != UINT64_MAX) {
    const std::chrono::microseconds due(static_cast<std::int64_t>(usec));
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    limit = std::chrono::ceil<std::chrono::milliseconds>(
        std::max(due - std::chrono::duration_cast<std::chrono::microseconds>(now),
                 std::chrono::microseconds(0)));
  }
  if (left) limit = std::min(limit, std::chrono::ceil<std::chrono::milliseconds>(*left));
  if (limit == std::chrono::milliseconds::max()) return -1;
  return static_cast<int>(std::min<std::int64_t>(limit.count(), 3'600'000));
}

}  // namespace

EventSource::EventSource(Route& route,
                         const std::vector<std::string>& kinds,
                         const std::optional<std::string>& match)
    : route_(route) {
  Details options;
  if (!kinds.empty()) options.emplace("kinds", sdbus::Variant(kinds));
  if (match) options.emplace("match", sdbus::Variant(*match));
  route_.ask([&] {
    watch_daemon();
    hear();
    daemon_->callMethod("Subscribe").onInterface(dbus::manager_interface).withArguments(options);
  });
  // It may have left while nobody watched: then there was nobody to subscribe to either.
}

// From the daemon alone: anybody may send a signal to anybody.
void EventSource::hear() {
  daemon_ = sdbus::createProxy(route_.connection(), route_.destination(), dbus::root_path);
  daemon_->uponSignal("Event")
      .onInterface(dbus::manager_interface)
      .call([this](std::uint64_t time, const std::string& kind, const std::string& item,
                   const Details& details) {
        events_.push_back({time, kind, item, properties_of(details)});
      });
  daemon_->finishRegistration();
}

void EventSource::watch_daemon() {
  driver_ = sdbus::createProxy(route_.connection(), driver_name, "/org/freedesktop/DBus");
  driver_->uponSignal("NameOwnerChanged")
      .onInterface(driver_name)
      .call([this](const std::string& name, const std::string&, const std::string& owner) {
        if (name == route_.destination() && owner.empty()) gone_ = true;
      });
  driver_->finishRegistration();
}

std::optional<Event> EventSource::next(int output) {
  while (events_.empty()) {
    if (read_some()) continue;
    if (gone_) throw Failure(Exit::no_daemon, "no daemon any more: it has left the bus");
    if (!wait(output)) return std::nullopt;
  }
  Event event = std::move(events_.front());
  events_.pop_front();
  return event;
}

bool EventSource::read_some() {
  try {
    return route_.connection().processPendingRequest();
  } catch (const sdbus::Error& error) {
    throw Failure(Exit::no_daemon, "no daemon any more: its bus has ended: " + error.getMessage());
  }
}

bool EventSource::wait(int output) {
  const auto wanted = route_.connection().getEventLoopPollData();
  std::array<pollfd, 2> waits{{{wanted.fd, wanted.events, 0}, {output, 0, 0}}};
  const int ready =
      ::poll(waits.data(), waits.size(), limit_of(wanted.timeout_usec, route_.left()));
  if (ready < 0 && errno != EINTR) throw Failure(Exit::failed, "cannot wait for the bus");
  return ready <= 0 || (waits[1].revents & (POLLERR | POLLHUP)) == 0;
}

}  // namespace aio::ctl
