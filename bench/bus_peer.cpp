// SPDX-License-Identifier: MIT
#include "bench/bus_load.hpp"
#include "bench/sd_bus.hpp"

namespace bench {
namespace {

// One outcome, as aiod answers for one listener.
int emit(sd_bus_message* call, void*, sd_bus_error*) {
  const char* signal = nullptr;
  const char* data = nullptr;
  if (const int read = ::sd_bus_message_read(call, "ss", &signal, &data); read < 0) return read;
  if (const int skipped = ::sd_bus_message_skip(call, "a{sv}"); skipped < 0) return skipped;
  return ::sd_bus_reply_method_return(call, "a(ssst)", 1, "bench.subject.plain0", "ok", "",
                                      std::uint64_t{1});
}

const sd_bus_vtable vtable[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("Emit", "ssa{sv}", "a(ssst)", emit, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_VTABLE_END};

}  // namespace

void serve_sd_bus(const std::string& address, int out) {
  const BusConnection bus = connect(address);
  passed(::sd_bus_add_object_vtable(bus.get(), nullptr, "/org/aio/Runner1",
                                    "org.aio.Runner1.Manager", vtable, nullptr),
         "vtable");
  passed(::sd_bus_request_name(bus.get(), peer_bus_name, 0), "name");
  write_numbers(out, {1});
  for (;;)
    if (passed(::sd_bus_process(bus.get(), nullptr), "process") == 0)
      passed(::sd_bus_wait(bus.get(), UINT64_MAX), "wait");
}

}  // namespace bench
