// SPDX-License-Identifier: MIT
// The peer of aiod's start: the least that a daemon with one object on a bus is, with Asio and
// sdbus-c++. Its one argument is the address of the bus.
#include <poll.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <memory>
#include <string>

#include <sdbus-c++/sdbus-c++.h>
#include <bare_adaptor.hpp>

namespace {

using Descriptor = boost::asio::posix::stream_descriptor;

class Object final : public sdbus::AdaptorInterfaces<org::aio::Bench1_adaptor> {
 public:
  explicit Object(sdbus::IConnection& bus) : AdaptorInterfaces(bus, "/org/aio/Bench1") {
    registerAdaptor();
  }
  ~Object() { unregisterAdaptor(); }

 private:
  std::string Ping(const std::string& text) override { return text; }
};

void serve(sdbus::IConnection& bus, Descriptor& descriptor) {
  while (bus.processPendingRequest()) {
  }
  descriptor.async_wait(Descriptor::wait_read, [&](boost::system::error_code error) {
    if (!error) serve(bus, descriptor);
  });
}

}  // namespace

int main(int, char** argv) {
  boost::asio::io_context loop(1);
  const auto bus = sdbus::createSessionBusConnectionWithAddress(argv[1]);
  const Object object(*bus);
  bus->requestName("org.aio.Bench1");
  Descriptor descriptor(loop, ::dup(bus->getEventLoopPollData().fd));
  serve(*bus, descriptor);
  ::sd_notify(0, "READY=1");
  loop.run();
}
