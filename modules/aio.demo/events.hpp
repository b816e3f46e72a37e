// SPDX-License-Identifier: MIT
#pragma once

#include <aio/event.hpp>
#include <aio/task.hpp>

namespace demo {

/// A schedule's function that is a coroutine: it may sleep, emit, wait for a reply.
aio::task<> tick(aio::ScheduledEvent event);

/// A listener that is a plain function: it has nothing to wait for, and costs no coroutine.
void hear(const aio::Signal& signal);

}  // namespace demo
