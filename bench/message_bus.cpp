// SPDX-License-Identifier: MIT
#include "bench/message_bus.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <stdexcept>

namespace bench {
namespace {

[[noreturn]] void be_dbus_daemon(const std::string& config, int out) {
  ::dup2(out, STDOUT_FILENO);
  // As root in a container it complains that it may not raise its limits, and works well.
  ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
  ::execlp("dbus-daemon", "dbus-daemon", "--nofork", "--nosyslog", "--print-address",
           ("--config-file=" + config).c_str(), nullptr);
  ::_exit(127);
}

}  // namespace

MessageBus::MessageBus() {
  std::filesystem::create_directory(folder_.path() / "aio");
  folder_.write("bus.conf", "<busconfig><type>session</type><listen>" + address() +
                                "</listen><auth>EXTERNAL</auth>"
                                "<limit name=\"max_replies_per_connection\">10000</limit>"
                                "<policy context=\"default\">"
                                "<allow send_destination=\"*\" eavesdrop=\"false\"/>"
                                "<allow receive_sender=\"*\"/><allow own=\"*\"/>"
                                "</policy></busconfig>");
  const std::string config = folder_.path() / "bus.conf";
  daemon_ = std::make_unique<Process>([&](int out) { be_dbus_daemon(config, out); });
  // It prints its address once it listens.
  if (daemon_->read_line().empty()) throw std::runtime_error("dbus-daemon did not start");
}

}  // namespace bench
