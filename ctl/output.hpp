// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "ctl/failure.hpp"

namespace aio::ctl {

/// What aioctl prints. The text for stdout is held back until all of it is there, so that a failure
/// leaves no half of it. Owned by main.
class Output {
 public:
  void be_quiet() { quiet_ = true; }       ///< nothing but errors
  void use_no_pager() { pager_ = false; }  ///< whatever the verb wants
  void page() { paged_ = true; }           ///< what is printed is to be read on a screen

  void print(std::string_view text);
  void note(std::string_view line) const;       ///< to stderr, beside the result
  void complain(const Failure& failure) const;  ///< to stderr: the error, and a hint if it has one

  /// Writes what was printed, through a pager if it is paged and there is a terminal. Says in an
  /// error line why it could not be; a reader that has gone is no failure.
  Exit flush(Exit exit);

 private:
  bool quiet_ = false;
  bool pager_ = true;
  bool paged_ = false;
  std::string text_;
};

/// A standard descriptor that is closed would be the next one to be opened, and what is printed
/// would go onto the bus: such ones become descriptors that nothing can be written to.
void guard_standard_descriptors();

}  // namespace aio::ctl
