// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dbus/inquiry.hpp"

// org.freedesktop.PolicyKit1.Authority, as far as a service asks it.
namespace aio::dbus {

/// What polkit is asked: whether a caller, by its unique name, may do something. A plain value.
struct PolkitQuestion {
  std::string caller;
  std::string action;
  std::vector<std::pair<std::string, std::string>> details;  ///< what a rule can look at
  bool may_ask_a_human = false;
  std::string cancellation{};  ///< by which it can be called off; empty: it cannot
};

/// What it answered. A plain value.
struct PolkitAnswer {
  enum class Kind {
    granted,
    denied,
    needs_authentication,  ///< which was not asked for, or could not be had
    unknown,               ///< it does not answer, or knows nothing of the action
  };

  Kind kind = Kind::unknown;
  std::string why{};  ///< of `unknown`
};

/// Throws sdbus::Error.
std::unique_ptr<Inquiry> ask_polkit(sd_bus* bus,
                                    const PolkitQuestion& question,
                                    std::chrono::microseconds limit,
                                    std::function<void(const PolkitAnswer&)> on_answer);

/// The human whom polkit asks is left alone again.
void cancel_polkit(sd_bus* bus, const std::string& cancellation) noexcept;

}  // namespace aio::dbus
