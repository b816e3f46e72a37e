// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <string>

namespace aio::runtime {

/// What an exception says, whatever its type; empty for null.
std::string text_of(const std::exception_ptr& failure);

/// Whether it is what a task throws that was asked to stop.
bool is_cancellation(const std::exception_ptr& failure);

/// The text of the exception that is being handled.
std::string text_of_current();

}  // namespace aio::runtime
