// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/syslog_output.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "daemon/runtime/log/render.hpp"

namespace aio::runtime {
namespace {

std::error_code last_error() {
  return {errno, std::generic_category()};
}

// syslog(3): severities.
int severity(log::Level level) {
  if (level >= log::Level::critical) return 2;
  if (level >= log::Level::error) return 3;
  if (level >= log::Level::warning) return 4;
  return level >= log::Level::info ? 6 : 7;
}

}  // namespace

SyslogOutput::~SyslogOutput() {
  disconnect();
}

void SyslogOutput::disconnect() noexcept {
  if (const int fd = std::exchange(fd_, -1); fd >= 0) close(fd);
}

std::error_code SyslogOutput::write(const log::Record& record,
                                    const plan::LogFormat* format) noexcept {
  const std::string message = "<" + std::to_string(target_.facility * 8 + severity(record.level)) +
                              ">" + (format ? rendered(*format, record) : record.text) + '\0';
  if (fd_ >= 0 && !put(message)) return {};
  disconnect();  // the daemon may have been started anew
  if (const auto error = connect_now()) return error;
  return put(message);
}

std::error_code SyslogOutput::reopen() noexcept {
  disconnect();
  return {};
}

std::error_code SyslogOutput::put(const std::string& message) noexcept {
  std::string_view rest = message;
  while (!rest.empty()) {
    const ssize_t count = send(fd_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (count < 0 && errno != EINTR) return last_error();
    if (count >= 0) rest.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

std::error_code SyslogOutput::connect_now() noexcept {
  if (target_.path.empty()) return connect_inet();
  const int first = target_.stream ? SOCK_STREAM : SOCK_DGRAM;
  const std::error_code error = connect_unix(first);
  return error && target_.any_kind ? connect_unix(SOCK_STREAM) : error;
}

std::error_code SyslogOutput::connect_unix(int kind) noexcept {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (target_.path.size() >= sizeof address.sun_path)
    return std::make_error_code(std::errc::filename_too_long);
  std::memcpy(address.sun_path, target_.path.data(), target_.path.size());
  fd_ = socket(AF_UNIX, kind | SOCK_CLOEXEC, 0);
  if (fd_ < 0) return last_error();
  if (connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return {};
  const std::error_code error = last_error();
  disconnect();
  return error;
}

std::error_code SyslogOutput::connect_inet() noexcept {
  addrinfo hints{};
  hints.ai_socktype = target_.stream ? SOCK_STREAM : SOCK_DGRAM;
  addrinfo* found = nullptr;
  const int failed =
      getaddrinfo(target_.host.c_str(), std::to_string(target_.port).c_str(), &hints, &found);
  if (failed != 0) return std::make_error_code(std::errc::host_unreachable);
  std::error_code error = std::make_error_code(std::errc::host_unreachable);
  for (const addrinfo* each = found; each && fd_ < 0; each = each->ai_next) {
    fd_ = socket(each->ai_family, each->ai_socktype | SOCK_CLOEXEC, each->ai_protocol);
    if (fd_ < 0 || connect(fd_, each->ai_addr, each->ai_addrlen) != 0) {
      error = last_error();
      disconnect();
    }
  }
  freeaddrinfo(found);
  return fd_ < 0 ? error : std::error_code();
}

}  // namespace aio::runtime
