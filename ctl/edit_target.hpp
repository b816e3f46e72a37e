// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "ctl/answers.hpp"
#include "ctl/options.hpp"

namespace aio::ctl {

/// The configuration file that is edited, as it was when this was made, and the way back into it:
/// through the daemon, or by itself. Owned by the verb. All of it throws Failure.
class EditTarget {
 public:
  virtual ~EditTarget() = default;

  virtual std::string file() const = 0;
  virtual std::string text() const = 0;  ///< empty for one that is yet to be made

  /// What the text would do; mistakes in it are Failure{bad_config}. Nothing is known of that
  /// without a daemon, but for the mistakes.
  virtual Change plan(const std::string& text) = 0;

  /// Puts it in the file's place. Not when the file has been changed since this was made.
  virtual Change apply(const std::string& text) = 0;
};

/// The daemon's configuration, or -c's or -f's file, or without a daemon the one that is found, or
/// the one that -s would make; with --drop-in, that one of its drop-ins.
std::unique_ptr<EditTarget> edit_target_of(const Options& options);

}  // namespace aio::ctl
