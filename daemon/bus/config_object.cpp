// SPDX-License-Identifier: MIT
#include "daemon/bus/config_object.hpp"

#include <utility>

#include "daemon/bus/shapes.hpp"
#include "daemon/runner/lookup.hpp"
#include "dbus/names.hpp"

namespace aio::bus {

ConfigObject::ConfigObject(sdbus::IConnection& connection,
                           runner::Runner& runner,
                           std::shared_ptr<Calls> calls)
    : AdaptorInterfaces(connection, dbus::root_path), runner_(runner), calls_(std::move(calls)) {
  registerAdaptor();
}

ConfigObject::~ConfigObject() {
  unregisterAdaptor();
}

// The bus is there before the configuration has been read.
const conf::Config& ConfigObject::configuration() const {
  const auto now = runner_.configuration();
  if (!now) throw Error(Fault::refused, "the runner is starting");
  return *now;  // which the runner holds for at least this turn of the loop
}

void ConfigObject::Set(sdbus::Result<std::uint64_t, Steps>&& result,
                       Triples values,
                       Options options) {
  refuse_unknown(options);
  std::vector<runner::Edit> edits;
  for (const auto& value : values)
    edits.push_back({std::get<0>(value), std::get<1>(value), std::get<2>(value)});
  edit(std::move(result), std::move(edits));
}

void ConfigObject::Unset(sdbus::Result<std::uint64_t, Steps>&& result,
                         Pairs names,
                         Options options) {
  refuse_unknown(options);
  std::vector<runner::Edit> edits;
  for (const auto& name : names)
    edits.push_back({std::get<0>(name), std::get<1>(name), std::nullopt});
  edit(std::move(result), std::move(edits));
}

void ConfigObject::edit(sdbus::Result<std::uint64_t, Steps>&& result,
                        std::vector<runner::Edit> edits) {
  calls_->answer(runner_.edit(std::move(edits)), std::move(result),
                 [](auto& to, const runner::Change& change) {
                   to.returnResults(change.generation, shape_of(change.done));
                 });
}

std::string ConfigObject::Get(const std::string& section,
                              const std::string& option,
                              const Options& options) {
  return answered([&] {
    refuse_unknown(options);
    return runner::value_of(configuration(), section, option);
  });
}

ConfigObject::Pairs ConfigObject::GetSection(const std::string& section, const Options& options) {
  return answered([&] {
    refuse_unknown(options);
    return shape_of(runner::values_of(configuration(), section));
  });
}

ConfigObject::Sections ConfigObject::Dump(const Options& options) {
  return answered([&] {
    refuse_unknown(options);
    Sections sections;
    for (const auto& [name, values] : runner::all_values(configuration()))
      sections.emplace_back(name, shape_of(values));
    return sections;
  });
}

}  // namespace aio::bus
