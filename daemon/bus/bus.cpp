// SPDX-License-Identifier: MIT
#include "daemon/bus/bus.hpp"

#include <aio/error.hpp>
#include <aio/log.hpp>

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "daemon/bus/link.hpp"
#include "daemon/bus/rival.hpp"
#include "daemon/runtime/log/log_event.hpp"
#include "dbus/caller_user.hpp"
#include "dbus/private_bus.hpp"
#include "dbus/raw.hpp"

namespace aio::bus {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 5s;  // that a start has with a bus that does not answer
constexpr auto first_pause = 10ms;
constexpr auto longest_pause = 1000ms;
constexpr auto pause_between_requests = 2s;

dbus::Bus bus_of(const Choice& choice) {
  switch (choice.kind) {
    case Choice::Kind::system:
      return {dbus::Bus::Kind::system};
    case Choice::Kind::user:
      return {dbus::Bus::Kind::user};
    case Choice::Kind::address:
      return {dbus::Bus::Kind::address, choice.address};
    case Choice::Kind::own:
    case Choice::Kind::none:
      break;
  }
  return {};
}

dbus::PrivateBus private_place() {
  if (auto place = dbus::private_bus(dbus::this_caller())) return *place;
  throw Error(Fault::refused, dbus::no_private_bus);
}

}  // namespace

Bus::Bus(runtime::EventLoop& loop, runner::Runner& runner, News& news, const Choice& choice)
    : loop_(loop),
      runner_(runner),
      news_(news),
      bus_(bus_of(choice)),
      log_target_(choice.log_target),
      off_(choice.kind == Choice::Kind::none),
      pause_(loop.context()),
      next_pause_(first_pause) {
  if (choice.kind != Choice::Kind::own) return;
  const dbus::PrivateBus place = private_place();
  bus_ = {dbus::Bus::Kind::address, place.address};
  own_.emplace(loop.context(), place);
}

Bus::~Bus() = default;

task<> Bus::begin() {
  if (off_) co_return;
  if (own_) own_->start();
  unanswered_.enter();
  asked_ = true;
  connect();
  const bool in_time = co_await unanswered_.empty(patience);
  asked_ = false;
  if (rival_ != 0)
    throw Error(Fault::refused, "another aiod is on " + dbus::described(bus_) + " with pid " +
                                    std::to_string(rival_));
  if (!in_time) say_once(dbus::described(bus_) + " does not answer: tried again, kept running");
}

void Bus::end() noexcept {
  off_ = true;
  pause_.cancel();
  opening_.reset();
  link_.reset();
  own_.reset();
}

// Whatever goes wrong with a bus is the bus's affair alone: it is tried again.
template <class Step>
void Bus::guarded(Step step) noexcept {
  try {
    step();
  } catch (const std::exception& error) {
    say_once(dbus::described(bus_) + ": " + error.what() + ": tried again, kept running");
    connect_later();
  }
}

void Bus::connect() {
  guarded([this] {
    opening_ = std::make_unique<Opening>(
        loop_, bus_,
        [this](std::unique_ptr<sdbus::IConnection> connection, const std::string& why) {
          guarded([&] { opened(std::move(connection), why); });
        });
  });
}

void Bus::opened(std::unique_ptr<sdbus::IConnection> connection, const std::string& why) {
  if (!connection) {
    if (next_pause_ >= longest_pause) say_once(why + ": tried again, kept running");
    return connect_later();
  }
  next_pause_ = first_pause;
  const Access access = access_on(*connection);
  link_ = std::make_unique<Link>(
      loop_, runner_, news_, std::move(connection), dbus::described(bus_), access, log_target_,
      [this](const std::string& reason) { broken(reason); },
      [this](const dbus::NameAnswer& answer) { name_answered(answer); });
  link_->request_name();
}

// A bus that was named by its address may well be the system bus.
Access Bus::access_on(sdbus::IConnection& connection) const {
  if (own_ || bus_.kind == dbus::Bus::Kind::user) return Access::everything;
  if (bus_.kind == dbus::Bus::Kind::system) return Access::polkit;
  const auto user = dbus::user_of_bus(dbus::raw(connection));
  return user == ::geteuid() ? Access::own_and_polkit : Access::polkit;
}

void Bus::name_answered(const dbus::NameAnswer& answer) {
  serving_ = answer.owned;
  if (answer.owned) {
    say_once("on " + dbus::described(bus_));
  } else if (asked_ && answer.owner && is_aiod(*answer.owner)) {
    rival_ = *answer.owner;
  } else if (!answer.failure.empty()) {
    say_once("the bus name cannot be had: " + answer.failure + ": asked for again, kept running");
    ask_again_later();
  } else {
    const std::string owner = answer.owner ? std::to_string(*answer.owner) : "unknown";
    say_once("the bus name is taken (pid " + owner + "): asked for again, kept running");
    ask_again_later();
  }
  answered();
}

// Its own callback must not destroy it: the link goes in a turn of the loop of its own.
void Bus::broken(const std::string& why) {
  serving_ = false;
  say_once(dbus::described(bus_) + " went away (" + why + "): kept running, tried again");
  connect_later();
}

void Bus::connect_later() {
  pause_.expires_after(next_pause_);
  next_pause_ = std::min<std::chrono::milliseconds>(next_pause_ * 2, longest_pause);
  pause_.async_wait([this](const boost::system::error_code& cancelled) {
    if (cancelled) return;
    link_.reset();
    connect();
  });
}

void Bus::ask_again_later() {
  pause_.expires_after(pause_between_requests);
  pause_.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled && link_) guarded([this] { link_->request_name(); });
  });
}

void Bus::say_once(const std::string& what) {
  runner_.trouble("bus", serving_ ? "" : what);
  if (std::exchange(said_, what) == what) return;
  if (serving_)
    log::info("{}", what);
  else
    runtime::log_event(log::Level::warning, runtime::LogEvent::bus_trouble, "{}", what);
}

void Bus::answered() {
  if (asked_ && unanswered_.count() > 0) unanswered_.leave();
}

}  // namespace aio::bus
