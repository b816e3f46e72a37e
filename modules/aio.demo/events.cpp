// SPDX-License-Identifier: MIT
#include "modules/aio.demo/events.hpp"

#include <aio/log.hpp>

namespace demo {

aio::task<> tick(aio::ScheduledEvent event) {
  aio::log::info("Received scheduled: {}", event.name());
  co_return;
}

void hear(const aio::Signal& signal) {
  aio::log::info("{}", signal.data());
}

}  // namespace demo
