// SPDX-License-Identifier: MIT
#include "ctl/client.hpp"

#include <map>

#include <sdbus-c++/sdbus-c++.h>

#include "ctl/wire.hpp"
#include "dbus/glue/config_proxy.hpp"
#include "dbus/glue/manager_proxy.hpp"
#include "dbus/names.hpp"

namespace aio::ctl {
namespace {

const std::map<std::string, sdbus::Variant> no_options;

// A generated proxy for one call. It is not registered: nobody here waits for signals, each of
// which would be one more call to the bus.
template <class Proxy>
class Remote : public sdbus::ProxyInterfaces<Proxy> {
 public:
  Remote(const Route& route, const std::string& path)
      : sdbus::ProxyInterfaces<Proxy>(route.connection(), route.destination(), path) {}
};

class Manager final : public Remote<org::aio::Runner1::Manager_proxy> {
 public:
  using Remote::Remote;

 private:
  void onEmitted(const std::string&, const std::string&) override {}
};

using Config = Remote<org::aio::Runner1::Config_proxy>;

}  // namespace

std::vector<Outcome> Client::emit(const std::string& signal, const std::string& data) {
  Manager manager(route_, dbus::root_path);
  return route_.ask([&] { return outcomes_of(manager.Emit(signal, data, no_options)); });
}

Change Client::reload() {
  Manager manager(route_, dbus::root_path);
  return route_.ask([&] { return change_of(manager.Reload(no_options)); });
}

Snapshot Client::status() {
  Manager manager(route_, dbus::root_path);
  return route_.ask([&] { return snapshot_of(manager.Status(no_options)); });
}

std::string Client::value(const std::string& section, const std::string& option) {
  Config config(route_, dbus::root_path);
  return route_.ask([&] { return config.Get(section, option, no_options); });
}

Section Client::section(const std::string& name) {
  Config config(route_, dbus::root_path);
  return route_.ask([&] { return Section{name, pairs_of(config.GetSection(name, no_options))}; });
}

std::vector<Section> Client::sections() {
  Config config(route_, dbus::root_path);
  return route_.ask([&] { return sections_of(config.Dump(no_options)); });
}

Change Client::set(const std::vector<Assignment>& values) {
  std::vector<sdbus::Struct<std::string, std::string, std::string>> triples;
  for (const auto& [section, option, value] : values) triples.emplace_back(section, option, value);
  Config config(route_, dbus::root_path);
  return route_.ask([&] { return change_of(config.Set(triples, no_options)); });
}

Change Client::unset(const std::vector<std::pair<std::string, std::string>>& names) {
  WirePairs pairs;
  for (const auto& [section, option] : names) pairs.emplace_back(section, option);
  Config config(route_, dbus::root_path);
  return route_.ask([&] { return change_of(config.Unset(pairs, no_options)); });
}

}  // namespace aio::ctl
