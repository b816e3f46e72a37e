// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/put.hpp"

#include <poll.h>
#include <unistd.h>
#include <cerrno>

namespace aio::runtime {

std::error_code put_whole(int fd, std::string_view text, std::size_t* put) noexcept {
  std::size_t done = 0;
  std::error_code error;
  while (done < text.size() && !error) {
    const ssize_t count = ::write(fd, text.data() + done, text.size() - done);
    if (count >= 0) {
      done += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN) {
      pollfd writable{fd, POLLOUT, 0};
      poll(&writable, 1, -1);
    } else if (errno != EINTR) {
      error = {errno, std::generic_category()};
    }
  }
  if (put) *put = done;
  return error;
}

}  // namespace aio::runtime
