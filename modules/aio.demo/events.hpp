// SPDX-License-Identifier: MIT
#pragma once

#include <aio/event.hpp>
#include <aio/task.hpp>

#include <string>

namespace demo {

/// A schedule's function that is a coroutine: it may sleep, emit, wait for a reply.
aio::task<> tick(aio::ScheduledEvent event);

/// A schedule's function with a result, for `cb`: the machine's load of the last minute. What it
/// throws, where there is no such thing, `err` gets.
std::string load(const aio::ScheduledEvent& event);

/// A handler for `cb`: logs the result.
void tell_result(const aio::ScheduledResult& result);

/// A handler for `err`: logs the failure.
void tell_failure(const aio::ScheduledFailure& failure);

/// A listener that is a plain function: it has nothing to wait for, and costs no coroutine.
void hear(const aio::Signal& signal);

}  // namespace demo
