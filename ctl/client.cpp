// SPDX-License-Identifier: MIT
#include "ctl/client.hpp"

#include <cstdint>
#include <map>
#include <utility>

#include <sdbus-c++/sdbus-c++.h>

#include "ctl/bus_choice.hpp"
#include "ctl/wire.hpp"
#include "dbus/glue/config_proxy.hpp"
#include "dbus/glue/manager_proxy.hpp"
#include "dbus/glue/schedule_proxy.hpp"
#include "dbus/glue/server_proxy.hpp"
#include "dbus/item_path.hpp"
#include "dbus/names.hpp"
#include "dbus/rows.hpp"

namespace aio::ctl {
namespace {

using CallOptions = std::map<std::string, sdbus::Variant>;

const CallOptions no_options;

CallOptions waiting(bool wait) {
  return wait ? CallOptions() : CallOptions{{"wait", sdbus::Variant(false)}};
}

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
  void onEvent(const std::uint64_t&,
               const std::string&,
               const std::string&,
               const CallOptions&) override {}
};

constexpr std::uint32_t most_of_a_part = 10'000;  // and the daemon gives fewer

dbus::Properties status_options(const Wanted& wanted, const std::string& after) {
  dbus::Properties options{{"limit", most_of_a_part}};
  if (!wanted.kind.empty()) options.push_back({"kind", wanted.kind});
  if (wanted.match) options.push_back({"match", *wanted.match});
  if (!wanted.properties) options.push_back({"properties", false});
  if (!after.empty()) options.push_back({"after", after});
  return options;
}

CallOptions options_of(const Terms& terms) {
  CallOptions options;
  if (terms.only_plan) options.emplace("plan", true);
  if (terms.runtime) options.emplace("runtime", true);
  if (terms.revert_after)
    options.emplace("revert_after_usec", static_cast<std::uint64_t>(terms.revert_after->count()));
  return options;
}

CallOptions drop_in_option(const std::string& name) {
  return name.empty() ? CallOptions() : CallOptions{{"drop_in", sdbus::Variant(name)}};
}

using Config = Remote<org::aio::Runner1::Config_proxy>;

using Schedule = Remote<org::aio::Runner1::Schedule_proxy>;
using Server = Remote<org::aio::Runner1::Server_proxy>;

template <class Item>
void perform(Item&& item, Control control) {
  switch (control) {
    case Control::pause:
      return item.Pause(no_options);
    case Control::resume:
      return item.Resume(no_options);
    case Control::start:
      return item.Start(no_options);
    case Control::stop:
      return item.Stop(no_options);
  }
}

}  // namespace

std::vector<Outcome> Client::emit(const std::string& signal, const std::string& data, bool wait) {
  Manager manager(route_, dbus::root_path);
  return route_.ask_with_permission(
      [&] { return outcomes_of(manager.Emit(signal, data, waiting(wait))); });
}

Change Client::reload() {
  Manager manager(route_, dbus::root_path);
  return route_.ask_with_permission([&] { return change_of(manager.Reload(no_options)); });
}

Snapshot Client::status(const Wanted& wanted) {
  dbus::Question question{route_.destination(), dbus::root_path, dbus::manager_interface, "Status"};
  Snapshot snapshot;
  std::string next;
  do {
    question.options = status_options(wanted, next);
    const dbus::Rows part =
        route_.ask([&] { return dbus::ask_rows(route_.connection(), question); });
    const std::string asked_after = std::exchange(next, take_part(snapshot, part));
    if (next == asked_after) break;  // it does not come on
  } while (!next.empty());
  return snapshot;
}

std::vector<Item> Client::candidates(const std::string& word) {
  auto items = status({.match = word}).items;
  return items.empty() ? status({.properties = false}).items : items;
}

History Client::history(const Item& item) {
  Manager manager(route_, dbus::root_path);
  const std::string name = item.kind + "/" + item.name;
  try {
    return route_.ask([&] { return history_of(manager.History(name, no_options)); });
  } catch (const Failure& failure) {
    if (failure.exit() != Exit::not_permitted) throw;
  }
  const CallOptions runs_alone{{"lines", sdbus::Variant(false)}};
  return route_.ask([&] { return history_of(manager.History(name, runs_alone)); });
}

Run Client::trigger(const std::string& name, bool wait) {
  Schedule schedule(route_, dbus::item_path(dbus::schedule_path, name));
  return route_.ask_with_permission([&] {
    const auto [outcome, error, usec] = schedule.Trigger(waiting(wait));
    return Run{name, outcome, error, usec};
  });
}

void Client::control(const ItemName& item, Control control) {
  route_.ask_with_permission([&] {
    if (item.kind == "schedule")
      perform(Schedule(route_, dbus::item_path(dbus::schedule_path, item.name)), control);
    else
      perform(Server(route_, dbus::item_path(dbus::server_path, item.name)), control);
  });
}

std::vector<Logger> Client::loggers() {
  Manager manager(route_, dbus::root_path);
  return route_.ask([&] { return loggers_of(manager.Loggers(no_options)); });
}

void Client::set_log_level(const std::string& logger, const std::string& level) {
  Manager manager(route_, dbus::root_path);
  route_.ask_with_permission([&] { manager.SetLogLevel(logger, level, no_options); });
}

std::string Client::value(const std::string& section, const std::string& option) {
  Config config(route_, dbus::root_path);
  return route_.ask_with_permission([&] { return config.Get(section, option, no_options); });
}

Section Client::section(const std::string& name) {
  Config config(route_, dbus::root_path);
  return route_.ask_with_permission([&] {
    return Section{name, pairs_of(config.GetSection(name, no_options))};
  });
}

Section Client::own_section(const std::string& name) {
  Config config(route_, dbus::root_path);
  const CallOptions own{{"own", sdbus::Variant(true)}};
  return route_.ask([&] { return Section{name, pairs_of(config.GetSection(name, own))}; });
}

Where Client::where(const std::string& section, const std::string& option) {
  Config config(route_, dbus::root_path);
  return route_.ask_with_permission(
      [&] { return where_of(config.Where(section, option, no_options)); });
}

std::vector<Properties> Client::keys() {
  Config config(route_, dbus::root_path);
  return route_.ask([&] { return records_of(config.Schema(no_options)); });
}

std::string Client::config_file() {
  Manager manager(route_, dbus::root_path);
  return route_.ask([&] { return manager.ConfigFile(); });
}

std::vector<Section> Client::sections() {
  Config config(route_, dbus::root_path);
  return route_.ask_with_permission([&] { return sections_of(config.Dump(no_options)); });
}

Change Client::set(const std::vector<Assignment>& values, const Terms& terms) {
  std::vector<sdbus::Struct<std::string, std::string, std::string>> triples;
  for (const auto& [section, option, value] : values) triples.emplace_back(section, option, value);
  Config config(route_, dbus::root_path);
  return route_.ask_with_permission(
      [&] { return change_of(config.Set(triples, options_of(terms))); });
}

Change Client::unset(const std::vector<std::pair<std::string, std::string>>& names,
                     const Terms& terms) {
  WirePairs pairs;
  for (const auto& [section, option] : names) pairs.emplace_back(section, option);
  Config config(route_, dbus::root_path);
  return route_.ask_with_permission(
      [&] { return change_of(config.Unset(pairs, options_of(terms))); });
}

FileText Client::text(const std::string& drop_in) {
  Config config(route_, dbus::root_path);
  return route_.ask_with_permission([&] {
    const auto [file, text, version] = config.Text(drop_in_option(drop_in));
    return FileText{file, text, version};
  });
}

Change Client::replace(const NewText& text, bool only_plan) {
  Config config(route_, dbus::root_path);
  CallOptions options = drop_in_option(text.drop_in);
  if (only_plan) options.emplace("plan", true);
  return route_.ask_with_permission(
      [&] { return change_of(config.Replace(text.version, text.text, options)); });
}

std::vector<std::string> Client::confirm() {
  Config config(route_, dbus::root_path);
  return route_.ask_with_permission([&] { return config.Confirm(no_options); });
}

std::unique_ptr<Client> find_daemon(const Options& options) {
  if (!options.file.empty() || !options.raw_file.empty()) return nullptr;
  try {
    auto client = std::make_unique<Client>(options);
    if (client->has_daemon()) return client;
  } catch (const SilentBus&) {
    throw;
  } catch (const Failure& failure) {
    if (failure.exit() != Exit::no_daemon || named_bus(options)) throw;
  }
  return nullptr;
}

}  // namespace aio::ctl
