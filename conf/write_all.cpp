// SPDX-License-Identifier: MIT
#include "conf/write_all.hpp"

#include <cerrno>
#include <cstddef>

#include <unistd.h>

namespace aio::conf {

int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace aio::conf
