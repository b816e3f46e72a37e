// SPDX-License-Identifier: MIT
#include "daemon/runtime/programs/connection_program.hpp"

#include <fcntl.h>

#include "daemon/runtime/servers/connection.hpp"

namespace aio::runtime {

void ConnectionProgram::connection_made(Transport& transport) {
  auto& connection = dynamic_cast<Connection&>(transport);
  const SocketAddress peer = connection.peer_address();
  Descriptor socket = connection.release();
  fcntl(socket.number(), F_SETFL, fcntl(socket.number(), F_GETFL) & ~O_NONBLOCK);
  transport.spawn(serve(programs_, spec_, transport,
                        {.role = plan::ProgramRole::connection, .peer = peer}, std::move(socket)));
}

task<> ConnectionProgram::serve(Programs& programs,
                                Programs::Spec spec,
                                Transport& transport,
                                ProgramCall call,
                                Descriptor socket) {
  const TaskContext context = co_await current_context();
  call.name = context.item->name.substr(context.item->name.find('/') + 1);
  co_await programs.run(std::move(spec), std::move(call), std::move(socket));
  transport.close();
}

}  // namespace aio::runtime
