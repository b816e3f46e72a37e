// SPDX-License-Identifier: MIT
#include "daemon/bus/manager_object.hpp"

#include <unistd.h>
#include <chrono>
#include <utility>

#include "daemon/bus/shapes.hpp"
#include "dbus/names.hpp"

namespace aio::bus {

ManagerObject::ManagerObject(sdbus::IConnection& connection,
                             runner::Runner& runner,
                             std::shared_ptr<Calls> calls,
                             std::string bus)
    : AdaptorInterfaces(connection, dbus::root_path),
      runner_(runner),
      calls_(std::move(calls)),
      bus_(std::move(bus)) {
  registerAdaptor();
}

ManagerObject::~ManagerObject() {
  unregisterAdaptor();
}

void ManagerObject::Emit(sdbus::Result<Outcomes>&& result,
                         std::string signal,
                         std::string data,
                         Options options) {
  refuse_unknown(options);
  calls_->answer(
      runner_.emit(std::move(signal), std::move(data)), std::move(result),
      [](auto& to, const std::vector<Outcome>& outcomes) { to.returnResults(shape_of(outcomes)); },
      Calls::most_emits);
}

void ManagerObject::Reload(sdbus::Result<std::uint64_t, Steps>&& result, Options options) {
  refuse_unknown(options);
  calls_->answer(runner_.reload(), std::move(result), [](auto& to, const runner::Change& change) {
    to.returnResults(change.generation, shape_of(change.done));
  });
}

std::tuple<Options, ManagerObject::Items> ManagerObject::Status(const Options& options) {
  return answered([&] {
    refuse_unknown(options);
    const runner::Snapshot snapshot = runner_.snapshot();
    Options runner = properties_of(snapshot);
    runner["bus"] = sdbus::Variant(bus_);
    return std::tuple(std::move(runner), items_of(snapshot));
  });
}

}  // namespace aio::bus
