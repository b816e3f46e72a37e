// SPDX-License-Identifier: MIT
#include "tests/dbus/test_bus.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace aio::test {
namespace {

constexpr const char* open_to_all = R"(
  <type>session</type>
  <auth>EXTERNAL</auth>
  <limit name="max_replies_per_connection">10000</limit>
  <limit name="max_message_size">134217728</limit>
  <limit name="max_incoming_bytes">1000000000</limit>
  <limit name="max_outgoing_bytes">1000000000</limit>
  <policy context="default">
    <allow send_destination="*" eavesdrop="false"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
)";

[[noreturn]] void be_dbus_daemon(const std::string& config, int out) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(out, STDOUT_FILENO);
  // As root in a container it complains that it may not raise its limits, and works well.
  ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
  ::execlp("dbus-daemon", "dbus-daemon", "--nofork", "--nosyslog", "--print-address",
           ("--config-file=" + config).c_str(), nullptr);
  ::_exit(127);
}

}  // namespace

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "aio-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::system_error(errno, std::generic_category(), name);
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

TestBus::TestBus() : socket_(folder_.path() / "bus") {
  start();
}

TestBus::TestBus(const std::filesystem::path& socket) : socket_(socket) {
  start();
}

TestBus::~TestBus() {
  kill();
}

void TestBus::start() {
  const std::string config = folder_.path() / "bus.conf";
  std::ofstream(config) << "<busconfig><listen>" << address() << "</listen>" << open_to_all
                        << "</busconfig>";
  int pipe[2];
  if (::pipe(pipe) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  daemon_ = ::fork();
  if (daemon_ == 0) be_dbus_daemon(config, pipe[1]);
  ::close(pipe[1]);
  // It prints its address once it listens.
  char first = 0;
  const bool listens = ::read(pipe[0], &first, 1) == 1;
  ::close(pipe[0]);
  if (!listens) throw std::runtime_error("dbus-daemon did not start");
}

void TestBus::kill() {
  if (daemon_ < 0) return;
  ::kill(daemon_, SIGKILL);
  ::waitpid(daemon_, nullptr, 0);
  daemon_ = -1;
}

void TestBus::restart() {
  kill();
  start();
}

void TestBus::freeze() {
  ::kill(daemon_, SIGSTOP);
}

void TestBus::thaw() {
  ::kill(daemon_, SIGCONT);
}

}  // namespace aio::test
