// SPDX-License-Identifier: MIT
#pragma once

#include <string>

// What a file has beside its text. Both files are open; errno's number tells what failed.
namespace aio::conf {

/// The first attribute that could not be given to the new file, and errno; empty: it has them all.
struct Unkept {
  std::string attribute;
  int error = 0;
};

/// Gives the new file the old one's group, extended attributes (an access control list is one:
/// acl(5)) and mode. Labels that speak of a file's very bytes, as those of IMA and EVM, are left
/// out: the kernel makes them anew.
Unkept keep_attributes(int old_file, int new_file);

/// Gives the new file the old one's owner, last of all: whoever gives a file away may do no more
/// with it. Answers whether it is that one's now.
bool keep_owner(int old_file, int new_file);

}  // namespace aio::conf
