// SPDX-License-Identifier: MIT
#include "daemon/bus/config_object.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "daemon/bus/shapes.hpp"
#include "daemon/runner/lookup.hpp"
#include "dbus/names.hpp"
#include "dbus/utf8.hpp"

namespace aio::bus {
namespace {

constexpr std::uint64_t most_usec = 1'000'000'000'000'000;  // the runner takes less

runner::Terms take_terms(Options options) {
  runner::Terms terms;
  terms.only_plan = take<bool>(options, "plan").value_or(false);
  if (take<bool>(options, "runtime").value_or(false)) terms.layer = runner::Layer::runtime;
  const auto usec = take<std::uint64_t>(options, "revert_after_usec").value_or(0);
  terms.revert_after = std::chrono::microseconds(std::min(usec, most_usec));
  refuse_unknown(options);
  return terms;
}

}  // namespace

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
  const runner::Terms terms = take_terms(options);
  std::vector<runner::Edit> edits;
  for (const auto& value : values)
    edits.push_back({std::get<0>(value), std::get<1>(value), std::get<2>(value)});
  edit(std::move(result), std::move(edits), terms);
}

void ConfigObject::Unset(sdbus::Result<std::uint64_t, Steps>&& result,
                         Pairs names,
                         Options options) {
  const runner::Terms terms = take_terms(options);
  std::vector<runner::Edit> edits;
  for (const auto& name : names)
    edits.push_back({std::get<0>(name), std::get<1>(name), std::nullopt});
  edit(std::move(result), std::move(edits), terms);
}

void ConfigObject::edit(sdbus::Result<std::uint64_t, Steps>&& result,
                        std::vector<runner::Edit> edits,
                        const runner::Terms& terms) {
  calls_->answer(runner_.edit(std::move(edits), terms), std::move(result),
                 [](auto& to, const runner::Change& change) {
                   to.returnResults(change.generation, shape_of(change.done));
                 });
}

void ConfigObject::Text(sdbus::Result<std::string, std::string, std::string>&& result,
                        Options options) {
  std::string drop_in = take<std::string>(options, "drop_in").value_or("");
  refuse_unknown(options);
  calls_->answer(runner_.copy_of_file(std::move(drop_in)), std::move(result),
                 [](auto& to, const runner::FileCopy& copy) {
                   const std::string text = copy.text.value_or("");
                   const std::string file = dbus::sendable(copy.file.string());
                   if (dbus::sendable(text) != text)
                     throw Error(Fault::broken_config,
                                 file + ": is no text that the bus can carry");
                   to.returnResults(file, text, copy.version);
                 });
}

void ConfigObject::Replace(sdbus::Result<std::uint64_t, Steps>&& result,
                           std::string version,
                           std::string text,
                           Options options) {
  const bool only_plan = take<bool>(options, "plan").value_or(false);
  std::string drop_in = take<std::string>(options, "drop_in").value_or("");
  refuse_unknown(options);
  calls_->answer(
      runner_.replace({std::move(drop_in), std::move(version), std::move(text)}, only_plan),
      std::move(result), [](auto& to, const runner::Change& change) {
        to.returnResults(change.generation, shape_of(change.done));
      });
}

void ConfigObject::Confirm(sdbus::Result<std::vector<std::string>>&& result, Options options) {
  refuse_unknown(options);
  calls_->answer(
      runner_.confirm(), std::move(result),
      [](auto& to, const std::vector<std::string>& names) { to.returnResults(sendable(names)); });
}

std::string ConfigObject::Get(const std::string& section,
                              const std::string& option,
                              const Options& options) {
  return answered([&] {
    refuse_unknown(options);
    return runner::value_of(configuration(), section, option);
  });
}

std::tuple<Options, std::vector<Options>, std::vector<Options>> ConfigObject::Where(
    const std::string& section, const std::string& option, const Options& options) {
  return answered([&] {
    refuse_unknown(options);
    configuration();
    const auto [of, origins, steps] = runner_.where(section, option);
    return std::tuple(shape_of(of), shape_of(origins), shape_of(steps));
  });
}

std::vector<Options> ConfigObject::Schema(const Options& options) {
  return answered([&] {
    refuse_unknown(options);
    return shape_of(runner::keys_of(configuration()));
  });
}

ConfigObject::Pairs ConfigObject::GetSection(const std::string& section, const Options& options) {
  return answered([&] {
    Options others = options;
    const bool own = take<bool>(others, "own").value_or(false);
    refuse_unknown(others);
    return shape_of(own ? runner::own_values_of(configuration(), section)
                        : runner::values_of(configuration(), section));
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
