// SPDX-License-Identifier: MIT
#include <aio/item.hpp>

#include <utility>

namespace aio::detail {
namespace {

// The library is there from the program's start on, so its slot is found without a call.
thread_local constinit const Item* current [[gnu::tls_model("initial-exec")]] = nullptr;

}  // namespace

const Item* current_item() noexcept {
  return current;
}

ItemScope::ItemScope(const Item* item) noexcept : before_(std::exchange(current, item)) {}

ItemScope::~ItemScope() {
  current = before_;
}

}  // namespace aio::detail
