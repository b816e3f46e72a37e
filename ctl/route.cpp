// SPDX-License-Identifier: MIT
#include "ctl/route.hpp"

#include <aio/error.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

#include <sdbus-c++/sdbus-c++.h>

#include "conf/values.hpp"
#include "ctl/bus_choice.hpp"
#include "ctl/question.hpp"
#include "dbus/names.hpp"
#include "dbus/raw.hpp"

namespace aio::ctl {
namespace {

constexpr std::chrono::microseconds longest_opening = std::chrono::seconds(5);
constexpr std::uint64_t no_limit = UINT64_MAX;  // libsystemd's word for it

Deadline opening_deadline(const Options& options) {
  return Deadline(std::min(longest_opening, options.timeout.value_or(longest_opening)));
}

// libsystemd takes 0 for its default of 25 s.
std::uint64_t call_limit(std::chrono::microseconds left) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(left.count(), 1));
}

// The daemon ended with the call on its way, and the bus says so.
bool says_lost(const sdbus::Error& error) {
  return error.getName() == "org.freedesktop.DBus.Error.NoReply";
}

// The bus itself ended: there is no way to a daemon any more.
bool says_cut_off(const sdbus::Error& error) {
  constexpr std::string_view names[] = {"org.freedesktop.DBus.Error.Disconnected",
                                        "System.Error.ECONNRESET", "System.Error.ENOTCONN",
                                        "System.Error.EPIPE"};
  return std::find(std::begin(names), std::end(names), error.getName()) != std::end(names);
}

constexpr const char* unknown_end = "what was asked for may have been done, or not";

// libsystemd says that its time ran out by either, depending on where it waited.
bool says_timeout(const sdbus::Error& error) {
  return error.getName() == "org.freedesktop.DBus.Error.NoReply" ||
         error.getName() == "org.freedesktop.DBus.Error.Timeout";
}

}  // namespace

Route::Route(const Options& options)
    : timeout_(options.timeout), deadline_(options.timeout), opening_(opening_deadline(options)) {
  connect(named_bus(options));
}

void Route::connect(const std::optional<dbus::Bus>& named) {
  if (named) return open(*named);
  hint_ = "'aioctl run' starts one here; --system, --user and --address name a bus, -H a host";
  const BusChoice choice = choose_bus(dbus::this_caller());
  if (choice.own && opened(*choice.own)) return;
  hint_ += " (" + (choice.own ? why_not_ : choice.why_not) + ")";
  open({dbus::Bus::Kind::system});
}

void Route::open(const dbus::Bus& bus) {
  if (!opened(bus)) throw no_daemon(why_not_);
}

// False for a bus that is not there; a silent one has used up the time for any other.
bool Route::opened(const dbus::Bus& bus) {
  bus_ = bus;
  try {
    connection_ = dbus::open(bus, opening_.left().value_or(longest_opening));
    return true;
  } catch (const Error& error) {
    why_not_ = error.what();
    if (deadline_.has_passed()) throw timed_out();
    if (opening_.has_passed()) throw SilentBus(no_daemon(why_not_));
    if (error.fault() == Fault::not_permitted) throw Failure(Exit::not_permitted, why_not_);
    return false;
  }
}

bool Route::has_daemon() {
  if (!has_asked_) find_owner();
  has_asked_ = true;
  return owner_.has_value();
}

void Route::require_daemon() {
  if (!has_daemon()) throw no_daemon("no aiod is on " + dbus::described(bus_));
}

std::string Route::destination() const {
  return owner_.value_or(dbus::bus_name);
}

void Route::find_owner() {
  const auto driver =
      sdbus::createProxy(*connection_, "org.freedesktop.DBus", "/org/freedesktop/DBus");
  connection_->setMethodCallTimeout(call_limit(opening_.left().value_or(longest_opening)));
  try {
    std::string owner;
    driver->callMethod("GetNameOwner")
        .onInterface("org.freedesktop.DBus")
        .withArguments(std::string(dbus::bus_name))
        .storeResultsTo(owner);
    owner_ = owner;
  } catch (const sdbus::Error& error) {
    if (error.getName() == "org.freedesktop.DBus.Error.NameHasNoOwner") return;
    if (deadline_.has_passed()) throw timed_out();
    throw SilentBus(no_daemon(dbus::described(bus_) + ": " + error.getMessage()));
  }
}

uid_t Route::user_of_daemon() {
  return ask([&] {
    std::uint32_t user = 0;
    sdbus::createProxy(*connection_, "org.freedesktop.DBus", "/org/freedesktop/DBus")
        ->callMethod("GetConnectionUnixUser")
        .onInterface("org.freedesktop.DBus")
        .withArguments(destination())
        .storeResultsTo(user);
    return static_cast<uid_t>(user);
  });
}

// A call has no limit but --timeout.
void Route::limit_calls() {
  if (deadline_.has_passed()) throw timed_out();
  const auto left = deadline_.left();
  connection_->setMethodCallTimeout(left ? call_limit(*left) : no_limit);
}

// polkit is on the system bus, and root is asked for nothing.
void Route::let_a_human_be_asked() {
  if (agent_ || bus_.kind != dbus::Bus::Kind::system || ::geteuid() == 0 || !can_ask()) return;
  agent_.emplace();
  dbus::let_a_human_be_asked(*connection_);
}

std::optional<std::chrono::microseconds> Route::left() const {
  if (deadline_.has_passed()) throw timed_out();
  return deadline_.left();
}

Failure Route::failure_of(const sdbus::Error& error) const {
  if (deadline_.has_passed() && says_timeout(error)) return timed_out();
  const Exit exit = exit_of_bus_error(error.getName());
  if (exit == Exit::no_daemon) return no_daemon(error.getMessage());
  if (says_lost(error))
    return {exit, "the daemon ended before it answered: " + error.getMessage(), unknown_end};
  if (says_cut_off(error))
    return {Exit::no_daemon,
            "no daemon any more: " + dbus::described(bus_) +
                " ended before it answered: " + error.getMessage(),
            unknown_end};
  return {exit, error.getMessage()};
}

Failure Route::no_daemon(const std::string& what) const {
  return {Exit::no_daemon, "no daemon: " + what, hint_};
}

Failure Route::timed_out() const {
  return {Exit::timed_out,
          "no answer within " + conf::rendered_span(timeout_.value_or(longest_opening))};
}

}  // namespace aio::ctl
