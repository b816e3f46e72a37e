// SPDX-License-Identifier: MIT
#include "modules/aio.demo/events.hpp"

#include <aio/log.hpp>

#include <fstream>
#include <stdexcept>

namespace demo {

aio::task<> tick(aio::ScheduledEvent event) {
  aio::log::info("Received scheduled: {}", event.name());
  co_return;
}

std::string load(const aio::ScheduledEvent&) {
  std::string minute;
  if (!(std::ifstream("/proc/loadavg") >> minute)) throw std::runtime_error("no /proc/loadavg");
  return minute;
}

void tell_result(const aio::ScheduledResult& result) {
  aio::log::info("'{}' says {}", result.name(), result.result());
}

void tell_failure(const aio::ScheduledFailure& failure) {
  aio::log::warning("'{}' did not do it: {}", failure.name(), failure.error());
}

void hear(const aio::Signal& signal) {
  aio::log::info("{}", signal.data());
}

}  // namespace demo
