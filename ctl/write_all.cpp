// SPDX-License-Identifier: MIT
#include "ctl/write_all.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace aio::ctl {

int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace aio::ctl
