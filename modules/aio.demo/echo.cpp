// SPDX-License-Identifier: MIT
#include "modules/aio.demo/echo.hpp"

#include <array>
#include <cstddef>

namespace demo {

aio::task<> echo(aio::Stream stream) {
  std::array<char, 16 * 1024> buffer;
  while (const std::size_t size = co_await stream.read(buffer))
    co_await stream.write({buffer.data(), size});
}

}  // namespace demo
