// SPDX-License-Identifier: MIT
#include "ctl/client.hpp"

#include <aio/error.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <map>
#include <string_view>

#include <sdbus-c++/sdbus-c++.h>

#include "conf/values.hpp"
#include "ctl/bus_choice.hpp"
#include "ctl/wire.hpp"
#include "dbus/glue/config_proxy.hpp"
#include "dbus/glue/manager_proxy.hpp"
#include "dbus/names.hpp"

namespace aio::ctl {
namespace {

constexpr std::chrono::microseconds longest_opening = std::chrono::seconds(5);
constexpr std::uint64_t no_limit = UINT64_MAX;  // libsystemd's word for it
const std::map<std::string, sdbus::Variant> no_options;

Deadline opening_deadline(const Options& options) {
  return Deadline(std::min(longest_opening, options.timeout.value_or(longest_opening)));
}

// libsystemd takes 0 for its default of 25 s.
std::uint64_t call_limit(std::chrono::microseconds left) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(left.count(), 1));
}

// The daemon, or its bus, ended with the call on its way.
bool says_lost(const sdbus::Error& error) {
  constexpr std::string_view names[] = {"org.freedesktop.DBus.Error.NoReply",
                                        "org.freedesktop.DBus.Error.Disconnected",
                                        "System.Error.ECONNRESET", "System.Error.ENOTCONN"};
  return std::find(std::begin(names), std::end(names), error.getName()) != std::end(names);
}

// libsystemd says that its time ran out by either, depending on where it waited.
bool says_timeout(const sdbus::Error& error) {
  return error.getName() == "org.freedesktop.DBus.Error.NoReply" ||
         error.getName() == "org.freedesktop.DBus.Error.Timeout";
}

}  // namespace

// The generated proxies on the client's connection.
class Client::Manager final : public sdbus::ProxyInterfaces<org::aio::Runner1::Manager_proxy> {
 public:
  Manager(sdbus::IConnection& connection, const std::string& destination)
      : ProxyInterfaces(connection, destination, dbus::root_path) {}

 private:
  // Not asked for on the bus, as long as registerProxy() is not called.
  void onEmitted(const std::string&, const std::string&) override {}
};

class Client::Config final : public sdbus::ProxyInterfaces<org::aio::Runner1::Config_proxy> {
 public:
  Config(sdbus::IConnection& connection, const std::string& destination)
      : ProxyInterfaces(connection, destination, dbus::root_path) {}
};

Client::Client(const Options& options)
    : timeout_(options.timeout), deadline_(options.timeout), opening_(opening_deadline(options)) {
  connect(options.bus);
  find_owner();
  // A daemon that is there is called by its unique name: if it ends now, the call does not start
  // another one. One that is not there may be started by a call to its name, if the bus can do so.
  const std::string destination = owner_.value_or(dbus::bus_name);
  manager_ = std::make_unique<Manager>(*connection_, destination);
  config_ = std::make_unique<Config>(*connection_, destination);
}

Client::~Client() = default;

void Client::connect(const std::optional<dbus::Bus>& named) {
  if (named) return open(*named);
  hint_ = "'aioctl run' starts one here; --system, --user and --address name a bus";
  const BusChoice choice = choose_bus(dbus::this_caller());
  if (choice.own && opened(*choice.own)) return;
  hint_ += " (" + (choice.own ? why_not_ : choice.why_not) + ")";
  open({dbus::Bus::Kind::system});
}

void Client::open(const dbus::Bus& bus) {
  if (!opened(bus)) throw no_daemon(why_not_);
}

// False for a bus that is not there; a silent one has used up the time for any other.
bool Client::opened(const dbus::Bus& bus) {
  bus_ = dbus::described(bus);
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

void Client::find_owner() {
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
    throw SilentBus(no_daemon(bus_ + ": " + error.getMessage()));
  }
}

Failure Client::no_daemon(const std::string& what) const {
  return {Exit::no_daemon, "no daemon: " + what, hint_};
}

Failure Client::timed_out() const {
  return {Exit::timed_out,
          "no answer within " + conf::rendered_span(timeout_.value_or(longest_opening))};
}

void Client::require_daemon() const {
  if (!owner_) throw no_daemon("no aiod is on " + bus_);
}

// A call has no limit but --timeout.
void Client::limit_calls() {
  if (deadline_.has_passed()) throw timed_out();
  const auto left = deadline_.left();
  connection_->setMethodCallTimeout(left ? call_limit(*left) : no_limit);
}

template <class Call>
auto Client::ask(Call call) {
  limit_calls();
  try {
    return call();
  } catch (const sdbus::Error& error) {
    if (deadline_.has_passed() && says_timeout(error)) throw timed_out();
    const Exit exit = exit_of_bus_error(error.getName());
    if (exit == Exit::no_daemon) throw no_daemon(error.getMessage());
    if (says_lost(error))
      throw Failure(exit, "the daemon ended before it answered: " + error.getMessage(),
                    "what was asked for may have been done, or not");
    throw Failure(exit, error.getMessage());
  }
}

std::vector<Outcome> Client::emit(const std::string& signal, const std::string& data) {
  return ask([&] { return outcomes_of(manager_->Emit(signal, data, no_options)); });
}

Change Client::reload() {
  return ask([&] { return change_of(manager_->Reload(no_options)); });
}

Snapshot Client::status() {
  return ask([&] { return snapshot_of(manager_->Status(no_options)); });
}

std::string Client::value(const std::string& section, const std::string& option) {
  return ask([&] { return config_->Get(section, option, no_options); });
}

Section Client::section(const std::string& name) {
  return ask([&] { return Section{name, pairs_of(config_->GetSection(name, no_options))}; });
}

std::vector<Section> Client::sections() {
  return ask([&] { return sections_of(config_->Dump(no_options)); });
}

Change Client::set(const std::vector<Assignment>& values) {
  std::vector<sdbus::Struct<std::string, std::string, std::string>> triples;
  for (const auto& [section, option, value] : values) triples.emplace_back(section, option, value);
  return ask([&] { return change_of(config_->Set(triples, no_options)); });
}

Change Client::unset(const std::vector<std::pair<std::string, std::string>>& names) {
  WirePairs pairs;
  for (const auto& [section, option] : names) pairs.emplace_back(section, option);
  return ask([&] { return change_of(config_->Unset(pairs, no_options)); });
}

}  // namespace aio::ctl
