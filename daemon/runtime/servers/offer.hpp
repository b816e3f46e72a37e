// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>

#include <list>
#include <utility>

#include "daemon/runtime/servers/listening.hpp"

namespace aio::runtime {

/// A socket that is open already, for the factory that is about to ask for its address. Lives in
/// the coroutine that awaits the factory.
class Offer {
 public:
  Offer(std::list<Offer*>& offers, Endpoint wanted, Listening listening)
      : offers_(offers),
        wanted_(std::move(wanted)),
        listening_(std::move(listening)),
        place_(offers.insert(offers.end(), this)) {}
  Offer(const Offer&) = delete;
  ~Offer() { offers_.erase(place_); }

  bool suits(const Endpoint& wanted) const { return listening_ && wanted == wanted_; }
  Listening take() { return std::move(listening_); }

 private:
  std::list<Offer*>& offers_;
  Endpoint wanted_;
  Listening listening_;
  std::list<Offer*>::iterator place_;
};

}  // namespace aio::runtime
