// SPDX-License-Identifier: MIT
#pragma once

namespace bench {

// Echo servers on a udp socket that is bound; none of them returns.

[[noreturn]] void echo_udp_raw_epoll(int socket);
[[noreturn]] void echo_udp_asio_coroutine(int socket);
[[noreturn]] void echo_udp_asio_draining(int socket);

}  // namespace bench
