// SPDX-License-Identifier: MIT
#include "bench/sd_bus.hpp"

#include <system_error>

namespace bench {

int passed(int result, const char* what) {
  if (result < 0) throw std::system_error(-result, std::generic_category(), what);
  return result;
}

BusConnection connect(const std::string& address) {
  sd_bus* bus = nullptr;
  passed(::sd_bus_new(&bus), "sd_bus_new");
  BusConnection connection(bus);
  passed(::sd_bus_set_address(bus, address.c_str()), "sd_bus_set_address");
  passed(::sd_bus_set_bus_client(bus, 1), "sd_bus_set_bus_client");
  passed(::sd_bus_start(bus), "sd_bus_start");
  return connection;
}

}  // namespace bench
