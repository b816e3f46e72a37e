// SPDX-License-Identifier: MIT
#pragma once

#include <aio/config.hpp>
#include <aio/item.hpp>
#include <aio/signals.hpp>

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <string>
#include <vector>

#include "daemon/runtime/signals/listener_run.hpp"

namespace aio::runtime {

// Shared by what the loop's thread alone holds: the counts need no atomic steps, which would cost
// more than calling a listener does.
template <class T>
using Counted = boost::intrusive_ref_counter<T, boost::thread_unsafe_counter>;

/// One who listens to a signal. Kept by its signal, and by each emit that has begun it until that
/// has ended.
struct Listener final : Counted<Listener> {
  std::string handler;
  std::string section;  ///< NAME of [listen/NAME]; empty for one added by code
  ListenerFunction function;
  Signals::Subscription subscription = 0;  ///< of one added by code
  Section config;
  bool listening = true;
  Item item;                  ///< of a plain function's run, which holds it for the call
  std::vector<RunPtr> spare;  ///< ended runs of a coroutine, to be used again
};

using ListenerPtr = boost::intrusive_ptr<Listener>;

/// All who listen to a signal at one time, in their order; never changed, but replaced.
struct Listeners final : Counted<Listeners> {
  std::vector<ListenerPtr> all;
  bool plain = true;  ///< none of them is a coroutine, and nobody watches
};

using ListenersPtr = boost::intrusive_ptr<const Listeners>;

}  // namespace aio::runtime
