// SPDX-License-Identifier: MIT
#include "daemon/runtime/failure.hpp"

#include <aio/error.hpp>

namespace aio::runtime {

std::string text_of(const std::exception_ptr& failure) {
  if (!failure) return {};
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    // An empty text would look like no error at all.
    return *error.what() != '\0' ? error.what() : "an exception without a text";
  } catch (...) {
    return "an exception of a type of its own";
  }
}

bool is_cancellation(const std::exception_ptr& failure) {
  if (!failure) return false;
  try {
    std::rethrow_exception(failure);
  } catch (const Cancelled&) {
    return true;
  } catch (...) {
    return false;
  }
}

std::string text_of_current() {
  return text_of(std::current_exception());
}

}  // namespace aio::runtime
