// SPDX-License-Identifier: MIT
#pragma once

namespace bench {

// Echo servers on a socket that listens; none of them returns.

[[noreturn]] void echo_raw_epoll(int listener);
[[noreturn]] void echo_asio_callbacks(int listener);
[[noreturn]] void echo_asio_coroutines(int listener);

}  // namespace bench
