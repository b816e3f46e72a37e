// SPDX-License-Identifier: MIT
// What a manager of services is told, read at the other end of its socket.
#include "daemon/host/systemd_host.hpp"

#include <gmock/gmock.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>

namespace aio::host {
namespace {

using namespace std::chrono_literals;
using testing::MatchesRegex;

std::chrono::microseconds monotonic() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::chrono::seconds(now.tv_sec) +
         std::chrono::floor<std::chrono::microseconds>(std::chrono::nanoseconds(now.tv_nsec));
}

/// The socket that $NOTIFY_SOCKET names, and a host that knows it.
class Told : public testing::Test {
 protected:
  Told() {
    std::string name = testing::TempDir() + "aio-XXXXXX";
    folder_ = mkdtemp(name.data());
    const std::string path = folder_ / "notify";
    sockaddr_un address{AF_UNIX, {}};
    std::strcpy(address.sun_path, path.c_str());
    socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    setenv("NOTIFY_SOCKET", path.c_str(), 1);
    host_.emplace();
  }
  ~Told() override {
    unsetenv("NOTIFY_SOCKET");
    close(socket_);
    std::filesystem::remove_all(folder_);
  }

  /// The next message; empty when there is none.
  std::string told() const {
    std::array<char, 4096> text{};
    const auto size = recv(socket_, text.data(), text.size(), MSG_DONTWAIT);
    return size < 0 ? "" : std::string(text.data(), static_cast<std::size_t>(size));
  }

  std::filesystem::path folder_;
  int socket_ = -1;
  std::optional<SystemdHost> host_;
};

TEST_F(Told, ThatItIsReadyAndHowThingsStand) {
  host_->ready("1 schedule");
  EXPECT_EQ(told(), "READY=1\nSTATUS=1 schedule");
  host_->status("2 schedules");
  EXPECT_EQ(told(), "STATUS=2 schedules");
  EXPECT_EQ(told(), "");
}

TEST_F(Told, WhenAReloadBegan) {
  const auto before = monotonic();
  host_->reloading();
  const auto after = monotonic();
  const std::string text = told();
  ASSERT_THAT(text, MatchesRegex("RELOADING=1\nMONOTONIC_USEC=[0-9]+\nSTATUS=reloading"));
  const std::chrono::microseconds stamp(std::stoll(text.substr(text.find("USEC=") + 5)));
  EXPECT_GE(stamp, before);
  EXPECT_LE(stamp, after);
}

TEST_F(Told, HowLongItsEndMayTake) {
  host_->stopping(90s);
  EXPECT_EQ(told(), "STOPPING=1\nSTATUS=stopping\nEXTEND_TIMEOUT_USEC=90000000");
}

TEST_F(Told, WhyItEnds) {
  host_->failing(98, "");
  EXPECT_EQ(told(), "ERRNO=98");
  host_->failing(0, "org.aio.Runner1.Error.Failed");
  EXPECT_EQ(told(), "BUSERROR=org.aio.Runner1.Error.Failed");
  host_->failing(0, "");
  EXPECT_EQ(told(), "");
}

TEST(SystemdHost, SaysNothingWhereNobodyListens) {
  unsetenv("NOTIFY_SOCKET");
  SystemdHost host;
  host.ready("1 schedule");
  host.reloading();
  host.stopping(10s);
  EXPECT_FALSE(host.supervised());
}

}  // namespace
}  // namespace aio::host
