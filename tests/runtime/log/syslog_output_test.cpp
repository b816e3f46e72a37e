// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/syslog_output.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <string>

namespace aio::runtime {
namespace {

using namespace std::string_literals;

/// A syslog daemon's socket, with a deadline on each wait.
class Receiver {
 public:
  Receiver(int family, int kind) : fd_(socket(family, kind | SOCK_CLOEXEC, 0)) {
    const timeval patience{30, 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  ~Receiver() { close(fd_); }
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  void bind_to(const std::string& path) const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    ASSERT_EQ(bind(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  std::uint16_t bind_to_loopback() const {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(fd_, reinterpret_cast<sockaddr*>(&address), size), 0);
    getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
  }
  int fd() const { return fd_; }
  static std::string received(int fd) {
    char buffer[4096];
    const ssize_t size = recv(fd, buffer, sizeof buffer, 0);
    return size > 0 ? std::string(buffer, static_cast<std::size_t>(size)) : "nothing";
  }
  std::string received() const { return received(fd_); }

 private:
  int fd_;
};

class SyslogOutputTest : public testing::Test {
 protected:
  SyslogOutputTest() {
    std::string name = testing::TempDir() + "aio-syslog-XXXXXX";
    folder = mkdtemp(name.data());
  }
  ~SyslogOutputTest() override { std::filesystem::remove_all(folder); }
  std::string path() const { return (folder / "log").string(); }

  std::filesystem::path folder;
};

TEST_F(SyslogOutputTest, SendsDatagramsWithPriorityAndNul) {
  const Receiver receiver(AF_UNIX, SOCK_DGRAM);
  receiver.bind_to(path());
  SyslogOutput output({.path = path(), .facility = 16});
  EXPECT_FALSE(output.write({.level = log::Level::error, .text = "bad"}, nullptr));
  EXPECT_EQ(receiver.received(), "<131>bad\0"s);
  EXPECT_FALSE(output.write({.level = log::Level::debug, .text = "small"}, nullptr));
  EXPECT_EQ(receiver.received(), "<135>small\0"s);
}

TEST_F(SyslogOutputTest, TakesAStreamWhereThereIsNoDatagramSocket) {
  const Receiver receiver(AF_UNIX, SOCK_STREAM);
  receiver.bind_to(path());
  ASSERT_EQ(listen(receiver.fd(), 1), 0);
  SyslogOutput output({.path = path()});
  EXPECT_FALSE(output.write({.level = log::Level::info, .text = "one"}, nullptr));
  const int peer = accept(receiver.fd(), nullptr, nullptr);
  EXPECT_EQ(Receiver::received(peer), "<14>one\0"s);
  close(peer);
}

TEST_F(SyslogOutputTest, SendsOverTheNetwork) {
  const Receiver receiver(AF_INET, SOCK_DGRAM);
  SyslogOutput output({.host = "127.0.0.1", .port = receiver.bind_to_loopback()});
  const auto format = plan::parse_log_format("aiod: %(message)s", '%').format;
  EXPECT_FALSE(output.write({.level = log::Level::warning, .text = "one"}, &format));
  EXPECT_EQ(receiver.received(), "<12>aiod: one\0"s);
}

TEST_F(SyslogOutputTest, ConnectsAnewToADaemonThatWasStartedAnew) {
  SyslogOutput output({.path = path()});
  EXPECT_EQ(output.write({.text = "lost"}, nullptr), std::errc::no_such_file_or_directory);
  {
    const Receiver first(AF_UNIX, SOCK_DGRAM);
    first.bind_to(path());
    EXPECT_FALSE(output.write({.text = "one"}, nullptr));
  }
  std::filesystem::remove(path());
  const Receiver second(AF_UNIX, SOCK_DGRAM);
  second.bind_to(path());
  EXPECT_FALSE(output.write({.text = "two"}, nullptr));
  EXPECT_EQ(second.received(), "<14>two\0"s);
}

}  // namespace
}  // namespace aio::runtime
