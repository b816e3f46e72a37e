// SPDX-License-Identifier: MIT
#include <aio/item.hpp>

namespace aio::detail {

constinit thread_local const Item* item_of_thread = nullptr;

}  // namespace aio::detail
