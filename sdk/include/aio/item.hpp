// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace aio {

/// Whose code runs: what a log line and the watch on a blocked loop tell. Made and owned by what
/// starts the code (a schedule's run, a listener's, a server), and outlives all tasks begun for it.
struct Item {
  std::string name;       ///< "schedule/beat", "server/web", "signal/example"
  std::string handler;    ///< "my.module.function"
  std::uint64_t run = 0;  ///< counts runs from 1 in this process; 0: of no run, as a connection's
  const void* cause = nullptr;  ///< the runtime's own: the emit that a listener runs for
};

namespace detail {

/// What current_item() tells. The library is there from a program's start on, so a thread finds its
/// slot without a call.
extern constinit thread_local const Item* item_of_thread [[gnu::tls_model("initial-exec")]];

/// The item whose code this thread runs now; null for none.
inline const Item* current_item() noexcept {
  return item_of_thread;
}

/// Makes `item` the current one while it lives; what was so before is so again afterwards. Stands
/// around each call of a user's function, and around each resumption of a coroutine.
class ItemScope {
 public:
  explicit ItemScope(const Item* item) noexcept : before_(std::exchange(item_of_thread, item)) {}
  ~ItemScope() { item_of_thread = before_; }
  ItemScope(const ItemScope&) = delete;
  ItemScope& operator=(const ItemScope&) = delete;

 private:
  const Item* before_;
};

}  // namespace detail
}  // namespace aio
