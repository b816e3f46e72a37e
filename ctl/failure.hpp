// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "ctl/exit_status.hpp"

namespace aio::ctl {

/// Why a verb cannot do what was asked, with the exit status that says it. Thrown by verbs, caught
/// by main alone. With Exit::bad_config, what() has one mistake a line.
class Failure : public std::runtime_error {
 public:
  Failure(Exit exit, const std::string& what, std::string hint = {})
      : std::runtime_error(what), exit_(exit), hint_(std::move(hint)) {}

  Exit exit() const noexcept { return exit_; }
  const std::string& hint() const noexcept { return hint_; }  ///< empty: none

 private:
  Exit exit_;
  std::string hint_;
};

/// A bus that is there and says nothing: a daemon may well be on it.
class SilentBus : public Failure {
 public:
  explicit SilentBus(const Failure& failure) : Failure(failure) {}
};

}  // namespace aio::ctl
